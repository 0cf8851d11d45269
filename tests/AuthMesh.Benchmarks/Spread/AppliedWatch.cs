using System.Collections.Concurrent;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>Follows the journal of a node, which says there what it has applied, and answered from since.</summary>
internal sealed class AppliedWatch : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _awaited = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Task _reading;

    private AppliedWatch(NodeProcess node, string after) => _reading = ReadAsync(node, after);

    public static async Task<AppliedWatch> OpenAsync(NodeProcess node) => new(node, (await node.Client.GetStatusAsync("default")).Version);

    /// <summary>Ends when the node has said that it applied an entry of this subject; begin it before the write.</summary>
    public Task AppliedAsync(string subject) => _awaited.GetOrAdd(subject, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
    }

    private async Task ReadAsync(NodeProcess node, string after)
    {
        await foreach (var item in node.Client.FollowJournalAsync("default", after, _end.Token))
        {
            foreach (var entry in item.Changes.OfType<PutEntry>())
            {
                if (_awaited.TryRemove(entry.Subject, out var done))
                {
                    done.SetResult();
                }
            }
        }
    }
}
