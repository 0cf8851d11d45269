using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>The overlays that were worked out last. They are a pure function of the roster: replicas in one process may share them.</summary>
internal static class OverlayMemo
{
    private const int Kept = 8;
    private static readonly Lock _lock = new();
    private static readonly LinkedList<(ImmutableArray<NodeId> Nodes, int FullyLinked, int Rings, Overlay Overlay)> _latest = new();

    public static Overlay? Find(ImmutableArray<NodeId> nodes, int fullyLinked, int rings)
    {
        lock (_lock)
        {
            for (var known = _latest.First; known is not null; known = known.Next)
            {
                if (known.Value.FullyLinked == fullyLinked && known.Value.Rings == rings && known.Value.Nodes.AsSpan().SequenceEqual(nodes.AsSpan()))
                {
                    _latest.Remove(known);
                    _latest.AddFirst(known);
                    return known.Value.Overlay;
                }
            }

            return null;
        }
    }

    public static Overlay Keep(Overlay overlay, ImmutableArray<NodeId> nodes, int fullyLinked, int rings)
    {
        lock (_lock)
        {
            _latest.AddFirst((nodes, fullyLinked, rings, overlay));
            if (_latest.Count > Kept)
            {
                _latest.RemoveLast();
            }

            return overlay;
        }
    }
}
