using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Journal;

/// <summary>The causal pasts of a list's applied batches, by id: the latest in memory, the others worked out of the journal.</summary>
/// <remarks>
/// The journal keeps with each batch only what its author had newly seen since the author's batch before, and the whole past at every
/// sixty-fourth batch of a writer. So a past costs what changed to keep, and at most sixty-four rows to find.
/// </remarks>
public sealed class CausalPasts(IReplicaStore store, ListName list, int capacity = 4096)
{
    private const int CheckpointEvery = 64;

    private readonly Dictionary<Hash256, Known> _known = [];
    private readonly Queue<Hash256> _oldest = new();

    /// <summary>How many are in memory.</summary>
    public int InMemory => _known.Count;

    /// <summary>An applied batch: where it stands and what its author had seen.</summary>
    public sealed record Known(Dot Dot, CausalPast Past)
    {
        /// <summary>The batch and its past: what its author had of the list once it was written. Worked out once, since many ask.</summary>
        public VersionVector Seen { get; } = Past.List.With(Dot);
    }

    /// <summary>The applied batch with this id; null when it is not applied here.</summary>
    public Known? Find(Hash256 id)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        if (store.FindBatch(list, id) is not { } batch)
        {
            return null;
        }

        known = new Known(batch.Dot, Load(batch));
        Remember(id, known);
        return known;
    }

    /// <summary>Keeps the past of a batch that is being applied, and gives the form in which the journal stores it.</summary>
    public StoredPast Add(Hash256 id, Dot dot, CausalPast past, CausalPast? previous)
    {
        Remember(id, new Known(dot, past));
        return previous is null || dot.Seq % CheckpointEvery == 1
            ? new StoredPast(true, past.List.Tips, MeshPart(past.Mesh.Tips))
            : new StoredPast(false, past.List.Beyond(previous.List), MeshPart(past.Mesh.Beyond(previous.Mesh)));
    }

    private ImmutableArray<Dot> MeshPart(ImmutableArray<Dot> dots) => list.IsMesh ? [] : dots;

    private CausalPast Load(JournalBatch batch)
    {
        var steps = new Stack<StoredPast>();
        var at = batch;
        while (!at.Past.IsCheckpoint)
        {
            steps.Push(at.Past);
            at = store.FindBatch(list, at.Dot with { Seq = at.Dot.Seq - 1 })
                ?? throw new StoreException($"The journal of {list} lacks the batch before {at.Dot}.");
        }

        steps.Push(at.Past);
        var seen = VersionVector.Of(steps.SelectMany(s => s.List));
        return new CausalPast(seen, list.IsMesh ? seen : VersionVector.Of(steps.SelectMany(s => s.Mesh)));
    }

    private void Remember(Hash256 id, Known known)
    {
        if (_known.TryAdd(id, known))
        {
            _oldest.Enqueue(id);
        }

        if (_oldest.Count > capacity)
        {
            _known.Remove(_oldest.Dequeue());
        }
    }
}
