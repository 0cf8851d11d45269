using AuthMesh.Admin.Shell;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Admin.Entries;

/// <summary>Follows a change through the mesh and tells its notice: <c>applied on 3 of 5 nodes</c>.</summary>
internal sealed class ReceiptWatch(EntryAdministration entries, IMeshMonitor mesh, Notices notices, TimeProvider time, ILogger<ReceiptWatch> logger) : IDisposable
{
    /// <summary>After which the last word stays, with the nodes still missing by name.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>How long a notice of a change that is everywhere stays.</summary>
    public static readonly TimeSpan Linger = TimeSpan.FromSeconds(12);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250), LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopped = new();

    /// <summary>Completes when all nodes have it, or patience is over, or the circuit is gone.</summary>
    public async Task FollowAsync(ListName list, Dot dot, Notice notice)
    {
        try
        {
            if (await PollAsync(list, dot, notice))
            {
                await Task.Delay(Linger, time, stopped.Token);
                notices.Dismiss(notice);
            }
        }
        catch (OperationCanceledException)
        {
            // The circuit is gone, or the node stops.
        }
        catch (Exception failure)
        {
            // Nobody awaits this; the change itself stands, only its notice says no more.
            logger.LogWarning(failure, "Receipts of {Dot} in {List} could not be followed", dot, list);
        }
    }

    public void Dispose()
    {
        stopped.Cancel();
        stopped.Dispose();
    }

    /// <summary>True when all nodes have it.</summary>
    private async Task<bool> PollAsync(ListName list, Dot dot, Notice notice)
    {
        var started = time.GetTimestamp();
        for (var pause = FirstPause; time.GetElapsedTime(started) < Patience; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            if (await entries.ReceiptsAsync(list, dot, stopped.Token) is not { } receipts)
            {
                return false;
            }

            Tell(notice, receipts, late: time.GetElapsedTime(started) + pause >= Patience);
            if (receipts.Waiting.IsEmpty)
            {
                return true;
            }

            await Task.Delay(pause, time, stopped.Token);
        }

        return false;
    }

    private void Tell(Notice notice, Receipts receipts, bool late)
    {
        var total = receipts.Applied.Length + receipts.Waiting.Length;
        var names = string.Join(", ", receipts.Waiting.Select(node => NodeLabel.Of(mesh.Current, node)));
        var progress = receipts.Waiting.IsEmpty
            ? total == 1 ? EntriesTexts.ReceiptHere : string.Format(EntriesTexts.ReceiptAll, total)
            : string.Format(late ? EntriesTexts.ReceiptLate : EntriesTexts.ReceiptSome, receipts.Applied.Length, total, names);
        if (progress != notice.Progress && notices.Shown.Contains(notice))
        {
            notice.Progress = progress;
            notices.Show(notice);
        }
    }
}
