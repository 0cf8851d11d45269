using System.Net;
using System.Text.Json;
using AuthMesh.Client;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Lists;

namespace AuthMesh.Node.CommandLine;

/// <summary>Writes any number of changes: in one transaction where they fit, else in several, one after the other.</summary>
internal sealed class ChangeWriter(AuthMeshClient client, string list, CommandOutput output, TimeProvider time)
{
    // Well within what a node takes in one request (10,000 changes, 1 MiB), so that others get their turn.
    private const int MostChanges = 2000, MostBytes = 256 * 1024;

    private const int MostTries = 60;
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    /// <summary>How many changes are durable at the node.</summary>
    public int Written { get; private set; }

    /// <summary>Writes them in their order.</summary>
    /// <param name="frame">What every transaction carries beside its changes.</param>
    /// <exception cref="PartlyDoneException">Some are written and some are not.</exception>
    /// <exception cref="AuthMeshException">None is written.</exception>
    public async Task WriteAsync(IReadOnlyList<Change> changes, TransactionRequest frame, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var transaction in Split(changes.Select(ChangeItems.Of)))
            {
                await WriteAsync(frame with { Changes = transaction }, cancellationToken);
                Written += transaction.Count;
                if (Written < changes.Count)
                {
                    output.Tell($"{Written} of {changes.Count} changes written");
                }
            }
        }
        catch (Exception e) when (Written > 0 && e is AuthMeshException or OperationCanceledException)
        {
            throw new PartlyDoneException(
                $"{Written} of {changes.Count} changes are written, the others are not: {(e is AuthMeshException refused ? RefusalText.Of(refused) : "interrupted.")} Run it again to go on; what is written already stays as it is.", e);
        }
    }

    private async Task WriteAsync(TransactionRequest transaction, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await client.WriteAsync(list, transaction, cancellationToken);
                return;
            }
            catch (AuthMeshException e) when (e.Status == HttpStatusCode.TooManyRequests && tries < MostTries)
            {
                await Task.Delay(_pause, time, cancellationToken);
            }
        }
    }

    private static IEnumerable<List<ListChange>> Split(IEnumerable<ListChange> changes)
    {
        var (transaction, bytes) = (new List<ListChange>(), 0);
        foreach (var change in changes)
        {
            var size = JsonSerializer.SerializeToUtf8Bytes(change, WireJson.Options).Length;
            if (transaction.Count > 0 && (transaction.Count == MostChanges || bytes + size > MostBytes))
            {
                yield return transaction;
                (transaction, bytes) = ([], 0);
            }

            transaction.Add(change);
            bytes += size;
        }

        if (transaction.Count > 0)
        {
            yield return transaction;
        }
    }
}
