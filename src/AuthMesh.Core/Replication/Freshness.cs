using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>Up to which time this node has everything that another node had done, for each node and list.</summary>
/// <remarks>
/// <para>A digest says "at this time my maximal batches were these". Once all of them are applied here, all that its sender wrote up to that time is (causal delivery); nothing is known
/// of what it wrote since. So the time of the latest digest that is wholly applied is a lower bound, which only grows, and now minus it bounds the age of what is held here.</para>
/// <para>A digest that names batches that are still missing is waited for, and while it is, only the newest one after it is kept: under constant writes the one waited
/// for comes to be applied all the same, and what is kept stays bounded.</para>
/// <para>A link that ends takes nothing back. A restart does: then nothing is known of a node until it is heard again.</para>
/// </remarks>
internal sealed class Freshness
{
    private readonly Dictionary<(NodeId Node, ListName List), Progress> _progress = [];

    /// <summary>A peer had these maximal batches at a time; given are those of them that are not applied here.</summary>
    public void Announced(NodeId peer, ListName list, IReadOnlyCollection<Hash256> missing, ReplicaTime time)
    {
        if (!_progress.TryGetValue((peer, list), out var progress))
        {
            _progress.Add((peer, list), progress = new Progress());
        }

        var announcement = new Announcement(time, missing);
        if (missing.Count == 0)
        {
            progress.UpTo = time;
            (progress.Awaited, progress.Newest) = (null, null);
        }
        else if (progress.Awaited is null)
        {
            progress.Awaited = announcement;
        }
        else
        {
            progress.Newest = announcement;
        }
    }

    /// <summary>Looks again at what was missing of a list, after batches of it were applied.</summary>
    public void Settle(ListName list, Func<Hash256, bool> isApplied)
    {
        foreach (var (key, progress) in _progress)
        {
            while (key.List == list && progress.Awaited is { } awaited && awaited.Missing.All(isApplied))
            {
                progress.UpTo = awaited.Time;
                (progress.Awaited, progress.Newest) = (progress.Newest, null);
            }
        }
    }

    /// <summary>The time up to which everything of all these nodes is held here; null while that is not known of one of them.</summary>
    /// <returns>Each clock's earliest, so that a jump of one of them makes nothing look newer.</returns>
    public ReplicaTime? UpTo(ListName list, IEnumerable<NodeId> nodes)
    {
        var earliest = new ReplicaTime(long.MaxValue, long.MaxValue);
        foreach (var node in nodes)
        {
            if (_progress.GetValueOrDefault((node, list))?.UpTo is not { } time)
            {
                return null;
            }

            earliest = new ReplicaTime(Math.Min(earliest.Wall, time.Wall), Math.Min(earliest.Elapsed, time.Elapsed));
        }

        return earliest;
    }

    /// <summary>Forgets everybody but these nodes.</summary>
    public void Keep(IReadOnlySet<NodeId> nodes)
    {
        foreach (var key in _progress.Keys.Where(key => !nodes.Contains(key.Node)).ToList())
        {
            _progress.Remove(key);
        }
    }

    private sealed record Announcement(ReplicaTime Time, IReadOnlyCollection<Hash256> Missing);

    private sealed class Progress
    {
        public ReplicaTime? UpTo { get; set; }

        public Announcement? Awaited { get; set; }

        public Announcement? Newest { get; set; }
    }
}
