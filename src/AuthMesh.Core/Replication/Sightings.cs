using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>When the latest batches were pushed to this node, and when it had applied them: by its own clock, for comparing ways only.</summary>
/// <remarks>By how their ids begin: to take one for another now and then does no harm.</remarks>
internal sealed class Sightings
{
    /// <summary>A digest speaks of what came within the last tick or so; where there is more, some ways are compared less often.</summary>
    private const int Kept = 512;

    private readonly Dictionary<uint, (NodeId Origin, long At)> _pushed = [];
    private readonly Dictionary<uint, long> _applied = [];
    private readonly Dictionary<uint, Dictionary<NodeId, long>> _marks = [];
    private readonly Queue<uint> _oldestPushed = new();
    private readonly Queue<uint> _oldestApplied = new();
    private readonly Queue<uint> _oldestMarked = new();

    /// <summary>A first copy came over a live push.</summary>
    public void NotePushed(Hash256 id, NodeId origin, long now) => Add(_pushed, _oldestPushed, UnderWay.BeginningOf(id), (origin, now));

    /// <summary>It is applied, and so on its way to those whom this node feeds.</summary>
    public void NoteApplied(Hash256 id, long now) => Add(_applied, _oldestApplied, UnderWay.BeginningOf(id), now);

    /// <summary>Who wrote a batch that was pushed to this node, and when it came; null when it was not, or long ago.</summary>
    public (NodeId Origin, long At)? Pushed(uint beginning) => _pushed.TryGetValue(beginning, out var pushed) ? pushed : null;

    /// <summary>When the batch was applied; null when that was long ago.</summary>
    public long? AppliedAt(Hash256 id) => _applied.TryGetValue(UnderWay.BeginningOf(id), out var at) ? at : null;

    /// <summary>A neighbour has a batch that is not here, and would have brought it at that time.</summary>
    public void NoteMark(uint beginning, NodeId neighbour, long would)
    {
        if (!_applied.ContainsKey(beginning))
        {
            Add(_marks, _oldestMarked, beginning, []);
            _marks[beginning].TryAdd(neighbour, would);
        }
    }

    /// <summary>When which neighbours would have brought a batch that comes now.</summary>
    public IReadOnlyDictionary<NodeId, long> Marks(Hash256 id) => _marks.TryGetValue(UnderWay.BeginningOf(id), out var marks) ? marks : ImmutableDictionary<NodeId, long>.Empty;

    private static void Add<T>(Dictionary<uint, T> times, Queue<uint> oldest, uint beginning, T time)
    {
        if (!times.TryAdd(beginning, time))
        {
            return;
        }

        oldest.Enqueue(beginning);
        if (oldest.Count > Kept)
        {
            times.Remove(oldest.Dequeue());
        }
    }
}
