using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Rest.Journal;

/// <summary>How far a reader has come in a list's journal.</summary>
/// <remarks>
/// It starts from a version and goes on in this node's order, which is causal. So what was given is always closed under
/// causes, its maximal batches are a version, and that version means the same at every other node: a reader may go on there.
/// </remarks>
internal sealed class JournalCursor(ListName list, VersionVector start, IEnumerable<Hash256> heads)
{
    private readonly HashSet<Hash256> _heads = [.. heads];

    public ListName List => list;

    /// <summary>What the reader had before.</summary>
    public VersionVector Start => start;

    /// <summary>The place in this node's order up to which the journal was read.</summary>
    public long Position { get; private set; }

    /// <summary>Stands for all that the reader has by now.</summary>
    public VersionToken Version => VersionToken.Of(list, _heads);

    /// <summary>Moves past a batch. A head that the batch had seen is among its dependencies, or is its writer's batch before: it is a head no more.</summary>
    public void Pass(Batch batch, Hash256 id, long position)
    {
        _heads.ExceptWith(batch.Dependencies);
        if (batch.Previous is { } previous)
        {
            _heads.Remove(previous);
        }

        _heads.Add(id);
        Position = position;
    }
}
