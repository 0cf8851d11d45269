using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AuthMesh.Client;

public sealed partial class AuthMeshClient
{
    /// <summary>All lists, by name.</summary>
    public Task<IReadOnlyList<ListStatus>> GetListsAsync(CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<ListStatus>>("api/v1/lists", cancellationToken);

    /// <summary>Declares a list; done also when it exists. Needs scope <c>admin</c>.</summary>
    public Task<ListStatus> DeclareListAsync(string list, CancellationToken cancellationToken = default) =>
        SetListAsync(list, new ListSettingsRequest(), cancellationToken);

    /// <summary>Declares a list where it does not exist, and changes the settings that are given. Needs scope <c>admin</c>.</summary>
    public Task<ListStatus> SetListAsync(string list, ListSettingsRequest settings, CancellationToken cancellationToken = default) =>
        SendAsync<ListStatus>(HttpMethod.Put, $"api/v1/lists/{Escape(list)}", settings, cancellationToken);

    /// <summary>The state of a list.</summary>
    public Task<ListStatus> GetStatusAsync(string list, CancellationToken cancellationToken = default) =>
        GetAsync<ListStatus>($"api/v1/lists/{Escape(list)}/status", cancellationToken);

    /// <summary>Writes a transaction. Needs scope <c>write</c>.</summary>
    public Task<TransactionResult> WriteAsync(string list, TransactionRequest transaction, CancellationToken cancellationToken = default) =>
        PostAsync<TransactionResult>($"api/v1/lists/{Escape(list)}/transactions", transaction, cancellationToken);

    /// <summary>All entries that match, page after page.</summary>
    public IAsyncEnumerable<EntryItem> EntriesAsync(string list, EntryFilter? filter = null, CancellationToken cancellationToken = default) =>
        PagesAsync<EntryItem>($"api/v1/lists/{Escape(list)}/entries", (filter ?? new EntryFilter()).ToQuery(), cancellationToken);

    /// <summary>All memberships of this child and in this parent, where given.</summary>
    public IAsyncEnumerable<MembershipItem> MembershipsAsync(string list, string? child = null, string? parent = null, CancellationToken cancellationToken = default) =>
        PagesAsync<MembershipItem>($"api/v1/lists/{Escape(list)}/memberships", [("child", child), ("parent", parent)], cancellationToken);

    /// <summary>All attributes of this entity and of this name, where given.</summary>
    public IAsyncEnumerable<AttributeItem> AttributesAsync(string list, string? entity = null, string? name = null, CancellationToken cancellationToken = default) =>
        PagesAsync<AttributeItem>($"api/v1/lists/{Escape(list)}/attributes", [("entity", entity), ("name", name)], cancellationToken);

    /// <summary>All contested records.</summary>
    public IAsyncEnumerable<ConflictItem> ConflictsAsync(string list, CancellationToken cancellationToken = default) =>
        PagesAsync<ConflictItem>($"api/v1/lists/{Escape(list)}/conflicts", [], cancellationToken);

    /// <summary>A page of the journal after a version; from the beginning when null.</summary>
    public Task<JournalPage> GetJournalAsync(string list, string? after = null, int limit = 100, CancellationToken cancellationToken = default) =>
        GetAsync<JournalPage>(
            WithQuery($"api/v1/lists/{Escape(list)}/journal", [("after", after), ("limit", limit.ToString(CultureInfo.InvariantCulture))]), cancellationToken);

    /// <summary>The journal after a version, and then every transaction as it is applied, without end.</summary>
    /// <remarks>When the connection ends, begin anew after the last <see cref="JournalItem.Version"/> that was given: nothing is lost and nothing comes twice.</remarks>
    public async IAsyncEnumerable<JournalItem> FollowJournalAsync(string list, string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var response = await SendAsync(
            HttpMethod.Get, WithQuery($"api/v1/lists/{Escape(list)}/journal/stream", [("after", after)]), null, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var events = SseParser.Create(body, (_, data) => JsonSerializer.Deserialize<JournalItem>(data, WireJson.Options)!);
        await foreach (var item in events.EnumerateAsync(cancellationToken))
        {
            yield return item.Data;
        }
    }

    /// <summary>Which nodes are known to have applied the batch of a dot.</summary>
    public Task<ReceiptsItem> GetReceiptsAsync(string list, string dot, CancellationToken cancellationToken = default) =>
        GetAsync<ReceiptsItem>($"api/v1/lists/{Escape(list)}/receipts/{Escape(dot)}", cancellationToken);

    private async IAsyncEnumerable<T> PagesAsync<T>(string path, (string Name, string? Value)[] query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? cursor = null;
        do
        {
            var page = await GetAsync<Page<T>>(WithQuery(path, [.. query, ("limit", "1000"), ("cursor", cursor)]), cancellationToken);
            foreach (var item in page.Items)
            {
                yield return item;
            }

            cursor = page.Next;
        }
        while (cursor is not null);
    }

    private static string WithQuery(string path, IEnumerable<(string Name, string? Value)> query)
    {
        var given = query.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}");
        return string.Join('?', new[] { path, string.Join('&', given) }.Where(part => part.Length > 0));
    }
}
