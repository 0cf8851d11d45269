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
    private readonly Dictionary<(ListName List, Hash256 Id), int> _byId = [];
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
            if (_byId.TryGetValue((batch.List, batch.Id), out var number))
            {
                return IsSame(_batches[number], batch) ? number : throw new InvalidOperationException($"Two nodes keep batch {batch.Dot} of {batch.List} differently.");
            }

            number = _batches.Count;
            _batches.Add(batch with { Position = 0 });
            _byId.Add((batch.List, batch.Id), number);
            ref var atDot = ref CollectionsMarshal.GetValueRefOrAddDefault(_byDot, (batch.List, batch.Dot), out _);
            atDot = atDot.IsDefault ? [number] : atDot.Add(number);
            return number;
        }
    }

    /// <summary>The number of a batch; -1 when no store ever had it.</summary>
    internal int Find(ListName list, Hash256 id)
    {
        lock (_lock)
        {
            return _byId.TryGetValue((list, id), out var number) ? number : -1;
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

    private static bool IsSame(JournalBatch kept, JournalBatch batch) =>
        kept.Dot == batch.Dot && kept.Body.Span.SequenceEqual(batch.Body.Span) && kept.Signature.Span.SequenceEqual(batch.Signature.Span) &&
        kept.Past.IsCheckpoint == batch.Past.IsCheckpoint && kept.Past.List.AsSpan().SequenceEqual(batch.Past.List.AsSpan()) &&
        kept.Past.Mesh.AsSpan().SequenceEqual(batch.Past.Mesh.AsSpan());
}
