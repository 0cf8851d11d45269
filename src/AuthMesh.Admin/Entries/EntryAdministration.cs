using AuthMesh.Admin.Shell;
using AuthMesh.Admin.SignIn;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Admin.Entries;

/// <summary>Reads and changes entries for the person of this circuit. Each action is authorised here, whatever the page showed.</summary>
internal sealed class EntryAdministration(ConsoleActor actor, IListQueries queries, IListWriter writer, IListMonitor lists, ILogger<EntryAdministration> logger)
{
    public const int PageSize = 100;

    /// <exception cref="OperationCanceledException">Cancelled before the list was read.</exception>
    public async Task<EntryPage> FindAsync(ListName list, EntryFilter filter, string? after)
    {
        if (await actor.AdministratorAsync() is null)
        {
            return EntryPage.NotAllowed;
        }

        try
        {
            // Looking for text reads the whole list: not on the circuit's thread. The rest is answered from an index at once.
            var page = filter.Text is null ? Read() : await Task.Run(Read);
            return new EntryPage([.. page.Records.Select(EntryRow.Of)], page.Next);
        }
        catch (Exception failure) when (failure is StoreException or FormatException)
        {
            var requestId = Failure.NewId();
            logger.LogError(failure, "Entries of {List} could not be read, request id {RequestId}", list, requestId);
            return EntryPage.Failed(requestId);
        }

        RecordPage Read() => queries.Records(list, filter.ToRecordFilter(), PageSize, after);
    }

    /// <summary>The version that an edit begins from: what changes after it is not overwritten.</summary>
    public VersionToken? VersionOf(ListName list) => lists.Find(list)?.Version;

    /// <param name="seen">What the person had before their eyes; null for this instant.</param>
    /// <param name="resolve">They know that the entry is contested, and settle it.</param>
    public async Task<EntryWrite> WriteAsync(ListName list, Change change, VersionToken? seen = null, bool resolve = false)
    {
        if (await actor.AdministratorAsync() is not { } name)
        {
            return new EntryWrite(list, change, new WriteRejected(WriteRejection.NotAllowed, EntriesTexts.NotAdministrator), null);
        }

        // The version first: what is read after it is at least as new, so a change in between makes the write fail instead of the undo.
        var version = seen ?? VersionOf(list);
        var before = Find(list, (EntryKey)change.Key);
        var request = new WriteRequest(list, new Transaction(name, "", [change]), version, resolve);
        return new EntryWrite(list, change, await writer.WriteAsync(request), before);
    }

    /// <summary>Null when the person may not know.</summary>
    public async Task<Receipts?> ReceiptsAsync(ListName list, Dot dot, CancellationToken cancellationToken) =>
        await actor.AdministratorAsync() is null ? null : await writer.ReceiptsAsync(list, dot, cancellationToken);

    private EntryRow? Find(ListName list, EntryKey key)
    {
        var filter = new RecordFilter(RecordKind.Entry, key.Subject, key.Action, key.Resource, key.Effect);
        string? cursor = null;
        do
        {
            var page = queries.Records(list, filter, PageSize, cursor);
            if (page.Records.FirstOrDefault(record => record.Key.Equals(key)) is { } record)
            {
                return EntryRow.Of(record);
            }

            cursor = page.Next;
        }
        while (cursor is not null);
        return null;
    }
}
