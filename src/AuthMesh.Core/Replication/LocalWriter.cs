using System.Buffers.Binary;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Replication;

/// <summary>Under which incarnation this node writes, and whether it may go on under the one of its last life.</summary>
/// <remarks>
/// <para>A restored backup or a cloned image looks to itself like an ordinary restart. So after a start the stored incarnation is only a
/// candidate: it is continued when every other node of the roster has confirmed that it holds nothing of it beyond our tip. When one does
/// not answer in time, or we are alone, a new incarnation is opened: it cannot collide with anything. So no dot is ever used twice.</para>
/// <para>An incarnation that wrote nothing does not exist: it is stored with its first batch.</para>
/// </remarks>
internal sealed class LocalWriter
{
    private readonly NodeId _self;
    private readonly IReplicaStore _store;
    private readonly IEntropy _entropy;
    private Incarnation? _candidate;

    public LocalWriter(NodeId self, IReplicaStore store, IEntropy entropy)
    {
        _self = self;
        _store = store;
        _entropy = entropy;
        if (Incarnation.TryParse(store.ReadSetting(ReplicaSettings.Incarnation), out var stored))
        {
            _candidate = stored;
        }
    }

    /// <summary>The writer to write under; null until it is settled.</summary>
    public Writer? Current { get; private set; }

    /// <summary>The writer of the last life that waits to be confirmed; null when there is none.</summary>
    public Writer? Candidate => Current is null && _candidate is { } incarnation ? new Writer(_self, incarnation) : null;

    /// <summary>When to stop waiting for confirmations; null while nobody waits.</summary>
    public long? Deadline { get; set; }

    /// <summary>Names the round of questions, so that answers to an earlier one do not count.</summary>
    public ulong Query { get; private set; } = 1;

    public HybridTimestamp Clock { get; set; }

    /// <summary>Every other node confirmed the candidate's tip: go on with it.</summary>
    public void Continue()
    {
        Current = Candidate;
        Deadline = null;
    }

    /// <summary>Begin a new chain.</summary>
    public void Open()
    {
        Span<byte> random = stackalloc byte[Incarnation.Size];
        _entropy.Fill(random);
        Current = new Writer(_self, new Incarnation(BinaryPrimitives.ReadUInt128BigEndian(random)));
        Deadline = null;
    }

    /// <summary>Time passed without this process: the chain may have been continued elsewhere.</summary>
    public void Doubt()
    {
        _candidate = Current?.Incarnation ?? _candidate;
        Current = null;
        Query++;
    }

    /// <summary>Forgets the former life, with the mesh that it belonged to.</summary>
    public void Forget()
    {
        _candidate = null;
        Current = null;
        _store.WriteSetting(ReplicaSettings.Incarnation, null);
    }

    /// <summary>Stores the incarnation that is being written under.</summary>
    public void Store() => _store.WriteSetting(ReplicaSettings.Incarnation, Current!.Value.Incarnation.ToString());
}
