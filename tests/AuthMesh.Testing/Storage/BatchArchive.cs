using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>The batches that any of several stores holds, each kept once: a thousand journals of the same batches cost little more than one.</summary>
/// <remarks>What a journal keeps of a batch is the same on every node, its place in the node's order apart. The archive holds them to that.</remarks>
public sealed class BatchArchive
{
    private readonly Lock _lock = new();
    private readonly List<JournalBatch> _batches = [];
    private readonly Dictionary<(ListName List, Hash256 Id), ImmutableArray<int>> _byId = [];
    private readonly Dictionary<(ListName List, Dot Dot), ImmutableArray<int>> _byDot = [];

    /// <summary>The batch with this number.</summary>
    internal JournalBatch this[int number]
    {
        get
        {
            lock (_lock)
            {
                return _batches[number];
            }
        }
    }

    /// <summary>Keeps a batch, unless it is here already, and gives its number.</summary>
    /// <exception cref="InvalidOperationException">Another store keeps something else of the same batch.</exception>
    internal int Keep(JournalBatch batch)
    {
        lock (_lock)
        {
            foreach (var kept in Find(batch.List, batch.Id))
            {
                if (!IsSame(_batches[kept], batch))
                {
                    throw new InvalidOperationException($"Two nodes keep batch {batch.Dot} of {batch.List} differently.");
                }

                if (_batches[kept].Signature.Span.SequenceEqual(batch.Signature.Span))
                {
                    return kept;
                }
            }

            var number = _batches.Count;
            _batches.Add(batch with { Position = 0 });
            Add(_byId, (batch.List, batch.Id), number);
            Add(_byDot, (batch.List, batch.Dot), number);
            return number;
        }
    }

    /// <summary>The numbers of a batch: one for each signature that a store keeps with it, since the chain may prove a batch whose own signature was damaged.</summary>
    internal ImmutableArray<int> Find(ListName list, Hash256 id)
    {
        lock (_lock)
        {
            return _byId.TryGetValue((list, id), out var numbers) ? numbers : [];
        }
    }

    /// <summary>The numbers of the batches at a dot: one, or several of a forked writer.</summary>
    internal ImmutableArray<int> Find(ListName list, Dot dot)
    {
        lock (_lock)
        {
            return _byDot.TryGetValue((list, dot), out var numbers) ? numbers : [];
        }
    }

    private static void Add<TKey>(Dictionary<TKey, ImmutableArray<int>> index, TKey key, int number)
        where TKey : notnull
    {
        ref var numbers = ref CollectionsMarshal.GetValueRefOrAddDefault(index, key, out _);
        numbers = numbers.IsDefault ? [number] : numbers.Add(number);
    }

    private static bool IsSame(JournalBatch kept, JournalBatch batch) =>
        kept.Dot == batch.Dot && kept.Body.Span.SequenceEqual(batch.Body.Span) &&
        kept.Past.IsCheckpoint == batch.Past.IsCheckpoint && kept.Past.List.AsSpan().SequenceEqual(batch.Past.List.AsSpan()) &&
        kept.Past.Mesh.AsSpan().SequenceEqual(batch.Past.Mesh.AsSpan());
}
