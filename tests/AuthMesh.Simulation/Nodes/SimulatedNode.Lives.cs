using AuthMesh.Core.Replication;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Simulation.Nodes;

/// <summary>Starts, ends, and what befalls a process between.</summary>
public sealed partial class SimulatedNode
{
    private int _failures;

    /// <summary>Die in the next round after what it wrote is durable, and before anybody is told.</summary>
    public bool DieAfterCommit { get; set; }

    /// <inheritdoc/>
    public void Start()
    {
        Replica = new Replica(_key, _store, _mesh.Verifier, new SeededEntropy(_mesh.NextSeed()), _mesh.Options);
        _scheduledWake = long.MaxValue;
        _mesh.Network.OnStarted(this);
        _mesh.Acknowledgements.CheckStored(this, _store);
        Replica.Start(Time);
        CompleteRounds();
    }

    /// <inheritdoc/>
    public void Crash(bool withItsHost = false)
    {
        Replica = null;
        _frozen = false;
        _inbox.Clear();
        _store = _store.Crash();
        Lists.Clear();
        _mesh.Network.OnDied(this, withItsHost);
        Links.Clear();
    }

    /// <summary>A copy of what is stored now, to go back to later.</summary>
    public MemoryReplicaStore Backup() => _store.Backup();

    /// <summary>Starts again on an older copy of its store.</summary>
    public void RestoreFrom(MemoryReplicaStore backup)
    {
        Crash();
        _store = backup;
        _mesh.Acknowledgements.Forget(this, _store);
        Start();
    }

    /// <summary>The wall clock moves without the process, as when a machine image is resumed.</summary>
    public void Jump(long milliseconds = 60_000)
    {
        ClockSkew += milliseconds;
        Handle(new ClockJumped());
    }

    /// <summary>The disk is full at the next commit that has something to store.</summary>
    public void FillDisk() => _store.FailNextCommit = true;

    /// <summary>The store has failed: nothing of the round counts, the links are closed, and a new replica begins after a while.</summary>
    private void Recover()
    {
        Crash();
        _mesh.Network.Events.At(_mesh.Now + Math.Min(30_000, 500L << Math.Min(_failures++, 6)), () =>
        {
            if (Replica is null)
            {
                Start();
            }
        });
    }
}
