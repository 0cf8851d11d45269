using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Node.Rest.Authentication;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Lists;

/// <summary>Waits until so many nodes are known to have applied some batches, up to a limit.</summary>
internal sealed class ReceiptWait(IListWriter writer, IOptions<ApiOptions> options, TimeProvider time)
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromMilliseconds(2), _longestPause = TimeSpan.FromMilliseconds(250);

    /// <summary>The receipts, and whether there are enough of them.</summary>
    /// <param name="nodes">Null for all.</param>
    public async Task<(Receipts Receipts, bool Enough)> WaitAsync(ListName list, IReadOnlyList<Dot> dots, int? nodes, CancellationToken cancellationToken)
    {
        // Acknowledgements come in with the links' own rhythm and are not announced: ask, soon at first, then less and less often.
        var start = time.GetTimestamp();
        var pause = _firstPause;
        while (true)
        {
            var receipts = await AllAsync(list, dots, cancellationToken);
            var enough = nodes is { } wanted ? receipts.Applied.Length >= wanted : receipts.Waiting.IsEmpty;
            if (enough || time.GetElapsedTime(start) >= options.Value.ReceiptWait)
            {
                return (receipts, enough);
            }

            await Task.Delay(pause, time, cancellationToken);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }
    }

    /// <summary>A node has applied them when it has applied each.</summary>
    private async Task<Receipts> AllAsync(ListName list, IReadOnlyList<Dot> dots, CancellationToken cancellationToken)
    {
        var each = await Task.WhenAll(dots.Select(dot => writer.ReceiptsAsync(list, dot, cancellationToken)));
        var waiting = each.SelectMany(receipts => receipts.Waiting).Distinct().ToImmutableArray();
        return new Receipts([.. each.SelectMany(receipts => receipts.Applied).Distinct().Except(waiting)], waiting);
    }
}
