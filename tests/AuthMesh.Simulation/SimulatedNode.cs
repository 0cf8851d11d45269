using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Simulation;

/// <summary>A node of the simulated mesh: the production replica on the in-memory store, with a clock that may be wrong.</summary>
public sealed class SimulatedNode : IDisposable
{
    private readonly SimulatedMesh _mesh;
    private readonly SimulatedKey _key;
    private MemoryReplicaStore _store = new();
    private long _nextRequest;
    private long _scheduledWake = long.MaxValue;

    internal SimulatedNode(SimulatedMesh mesh, int number)
    {
        _mesh = mesh;
        Number = number;
        _key = new SimulatedKey(number);
        Id = NodeId.OfPublicKey(_key.PublicKey.Span);
        Start();
    }

    /// <summary>Its number in the mesh, from 0.</summary>
    public int Number { get; }

    /// <summary>Its id.</summary>
    public NodeId Id { get; }

    /// <summary>The address that others dial.</summary>
    public string Address => $"https://node-{Number}:7443";

    /// <summary>Null while the node is down.</summary>
    public Replica? Replica { get; private set; }

    /// <summary>How far its wall clock is off, in milliseconds.</summary>
    public long ClockSkew { get; set; }

    /// <summary>Alive, but handling nothing: what arrives waits.</summary>
    public bool Frozen { get; set; }

    /// <summary>The last published state of each list.</summary>
    public Dictionary<ListName, ListSnapshot> Lists { get; } = [];

    /// <summary>The last published roster and links.</summary>
    public MeshSnapshot Mesh { get; private set; } = null!;

    /// <summary>Answers by request number.</summary>
    public Dictionary<long, object> Answers { get; } = [];

    /// <summary>What the replica reported, latest last.</summary>
    public List<Report> Reports { get; } = [];

    /// <summary>Its live connections.</summary>
    public Dictionary<LinkId, SimulatedLink> Links { get; } = [];

    private ReplicaTime Time => new(_mesh.WallStart + _mesh.Now + ClockSkew, _mesh.Now);

    /// <summary>Begins, or begins again from what is stored.</summary>
    public void Start()
    {
        Replica = new Replica(_key, _store, _mesh.Verifier, new SeededEntropy(_mesh.NextSeed()), _mesh.Options);
        _scheduledWake = long.MaxValue;
        Replica.Start(Time);
        CompleteRounds();
    }

    /// <summary>Dies at once: what was not committed is lost, links break.</summary>
    public void Crash()
    {
        Replica = null;
        _store = _store.Crash();
        Lists.Clear();
        foreach (var link in Links.Values.ToList())
        {
            link.Break("the process died");
        }

        Links.Clear();
    }

    /// <summary>A copy of what is stored now, to go back to later.</summary>
    public MemoryReplicaStore Backup() => _store.Backup();

    /// <summary>Starts again on an older copy of its store.</summary>
    public void RestoreFrom(MemoryReplicaStore backup)
    {
        Crash();
        _store = backup;
        Start();
    }

    /// <summary>Asks its replica for something; the answer comes in <see cref="Answers"/> under the returned number.</summary>
    public long Request(Func<long, RequestInput> input)
    {
        var request = ++_nextRequest;
        Handle(input(request));
        return request;
    }

    /// <summary>The wall clock moves without the process, as when a machine image is resumed.</summary>
    public void Jump()
    {
        ClockSkew += 60_000;
        Handle(new ClockJumped());
    }

    /// <summary>Writes a transaction.</summary>
    public long Write(params Change[] changes) =>
        Request(r => new WriteRequested(r, new WriteRequest(ListName.Default, new Transaction("test", "", [.. changes]))));

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();

    /// <summary>Keep what comes in, to be handled in one round by <see cref="HandleTogether"/>.</summary>
    public bool Hold { get; set; }

    /// <summary>How many rounds its replica has completed.</summary>
    public long Rounds { get; private set; }

    private readonly List<ReplicaInput> _held = [];

    /// <summary>Handles a request, then all that was kept, in one round.</summary>
    public void HandleTogether(Func<long, RequestInput> first)
    {
        Hold = false;
        Replica!.Handle(first(++_nextRequest), Time);
        foreach (var input in _held)
        {
            Replica.Handle(input, Time);
        }

        _held.Clear();
        CompleteRounds();
    }

    /// <summary>Gives its replica a frame, as if its peer on that link had sent it.</summary>
    public void Receive(LinkId link, ReadOnlyMemory<byte> frame) => Handle(new MessageArrived(link, frame));

    internal void Handle(ReplicaInput input)
    {
        if (Hold)
        {
            _held.Add(input);
        }
        else if (Replica is not null)
        {
            Replica.Handle(input, Time);
            CompleteRounds();
        }
    }

    private void CompleteRounds()
    {
        do
        {
            Rounds++;
            foreach (var effect in Replica!.CompleteRound(Time))
            {
                Carry(effect);
            }
        }
        while (Replica is { HasMoreWork: true });

        if (Replica?.NextWake() is { } wake && wake < _scheduledWake)
        {
            var at = Math.Max(wake, _mesh.Now + 1);
            _scheduledWake = at;
            _mesh.At(at, () => Wake(at));
        }
    }

    private void Wake(long at)
    {
        if (_scheduledWake == at)
        {
            _scheduledWake = long.MaxValue;
            if (Frozen)
            {
                _mesh.At(_mesh.Now + 100, () => Wake(long.MaxValue));
            }
            else
            {
                Handle(new Tick());
            }
        }
    }

    private void Carry(ReplicaEffect effect)
    {
        switch (effect)
        {
            case SendFrame send when Links.TryGetValue(send.Link, out var link): link.Send(this, send.Frame); break;
            case Dial dial: _mesh.Dial(this, dial.Peer); break;
            case CloseLink close when Links.TryGetValue(close.Link, out var link): link.Break(close.Reason); break;
            case Completed completed: Answers[completed.Request] = completed.Outcome; break;
            case ListPublished published: Take(published); break;
            case ListWithdrawn withdrawn: Lists.Remove(withdrawn.List); break;
            case MeshPublished published: Mesh = published.Snapshot; break;
            case Report report: Reports.Add(report); break;
        }
    }

    private void Take(ListPublished published)
    {
        _mesh.Checker.OnPublished(this, published);
        Lists[published.Snapshot.List] = published.Snapshot;
    }
}
