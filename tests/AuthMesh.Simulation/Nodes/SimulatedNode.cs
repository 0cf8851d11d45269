using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Network;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Simulation.Nodes;

/// <summary>A node of the simulated mesh: the production replica on the in-memory store, with a clock that may be wrong.</summary>
/// <remarks>What comes in while a round is being made durable is handled together in the next one, as by the real node's loop.</remarks>
public sealed partial class SimulatedNode : IMember, IDisposable
{
    private const int ReportsKept = 1_000;
    private readonly SimulatedMesh _mesh;
    private readonly SimulatedKey _key;
    private readonly List<ReplicaInput> _inbox = [];
    private readonly List<ListPublished> _published = [];
    private MemoryReplicaStore _store;
    private long _nextRequest;
    private long _scheduledWake = long.MaxValue;
    private long _busyUntil;
    private bool _roundPlanned, _frozen;

    internal SimulatedNode(SimulatedMesh mesh, int number, MemoryReplicaStore store)
    {
        _mesh = mesh;
        _store = store;
        Number = number;
        _key = new SimulatedKey(number);
        Id = NodeId.OfPublicKey(_key.PublicKey.Span);
    }

    /// <inheritdoc/>
    public int Number { get; }

    /// <summary>Its id.</summary>
    public NodeId Id { get; }

    /// <summary>The address that others dial.</summary>
    public string Address => $"https://node-{Number}:7443";

    /// <summary>Null while the node is down.</summary>
    public Replica? Replica { get; private set; }

    /// <inheritdoc/>
    public bool IsUp => Replica is not null;

    /// <summary>How far its wall clock is off, in milliseconds.</summary>
    public long ClockSkew { get; set; }

    /// <inheritdoc cref="IMember.Frozen"/>
    public bool Frozen
    {
        get => _frozen;
        set
        {
            _frozen = value && IsUp;
            _mesh.Network.OnFrozen(this);
            if (!_frozen)
            {
                Handle(new Tick());
            }
        }
    }

    /// <summary>The most milliseconds that a round takes beside the commit, each time another: what came meanwhile waits for the next one, and the transport goes on showing that the process lives.</summary>
    public int Labour { get; set; }

    /// <summary>The last published state of each list.</summary>
    public Dictionary<ListName, ListSnapshot> Lists { get; } = [];

    /// <summary>The last published roster and links.</summary>
    public MeshSnapshot Mesh { get; private set; } = null!;

    /// <summary>Answers by request number.</summary>
    public Dictionary<long, object> Answers { get; } = [];

    /// <summary>What the replica reported of late, latest last.</summary>
    public List<Report> Reports { get; } = [];

    /// <summary>Its live connections.</summary>
    public Dictionary<LinkId, LinkEnd> Links { get; } = [];

    /// <summary>How many rounds its replica has completed.</summary>
    public long Rounds { get; private set; }

    private ReplicaTime Time => new(_mesh.WallStart + _mesh.Now + ClockSkew, _mesh.Now);

    /// <summary>Asks its replica for something; the answer comes in <see cref="Answers"/> under the returned number.</summary>
    public long Request(Func<long, RequestInput> input)
    {
        var request = ++_nextRequest;
        Handle(input(request));
        return request;
    }

    /// <summary>Writes a transaction.</summary>
    public long Write(params Change[] changes) =>
        Request(r => new WriteRequested(r, new WriteRequest(ListName.Default, new Transaction("test", "", [.. changes]))));

    /// <inheritdoc/>
    public void Write()
    {
        if (Replica is not null && !Frozen)
        {
            var change = _mesh.Workload.Next(Lists.GetValueOrDefault(ListName.Default), Time.Wall);
            Post(new WriteRequested(++_nextRequest, new WriteRequest(ListName.Default, new Transaction("test", "", [change]), Resolve: true)));
        }
    }

    /// <summary>Gives its replica a frame, as if its peer on that link had sent it.</summary>
    public void Receive(LinkId link, ReadOnlyMemory<byte> frame) => Handle(new MessageArrived(link, frame));

    /// <summary>Keep what comes in, to be handled in one round by <see cref="HandleTogether"/>.</summary>
    public bool Hold { get; set; }

    /// <summary>Handles a request, then all that was kept, in one round.</summary>
    public void HandleTogether(Func<long, RequestInput> first)
    {
        Hold = false;
        _inbox.Insert(0, first(++_nextRequest));
        RunRound(_inbox.Count);
    }

    /// <inheritdoc/>
    public void OnOpened(LinkEnd end, bool dialled)
    {
        Links.Add(end.Id, end);
        Post(new LinkOpened(end.Id, ((SimulatedNode)end.Other.Process).Id, dialled));
    }

    /// <inheritdoc/>
    public void OnClosed(LinkEnd end, string reason)
    {
        if (Links.Remove(end.Id))
        {
            Post(new LinkClosed(end.Id, reason));
        }
    }

    /// <inheritdoc/>
    public void OnDialFailed(IProcess peer, string reason) => OnDialFailed(((SimulatedNode)peer).Id, reason);

    internal void OnDialFailed(NodeId peer, string reason) => Post(new DialFailed(peer, reason));

    /// <inheritdoc/>
    public void OnFrame(LinkId link, ReadOnlyMemory<byte> frame)
    {
        if (Links.ContainsKey(link))
        {
            Post(new MessageArrived(link, frame));
        }
    }

    /// <summary>Takes an input with what waits already, at once.</summary>
    private void Handle(ReplicaInput input)
    {
        if (Replica is not null)
        {
            _inbox.Add(input);
            if (!Hold && !Frozen)
            {
                RunRound(_inbox.Count);
            }
        }
    }

    /// <summary>Takes an input into the next round.</summary>
    private void Post(ReplicaInput input)
    {
        if (Replica is not null)
        {
            _inbox.Add(input);
            PlanRound();
        }
    }

    private void PlanRound()
    {
        if (!_roundPlanned)
        {
            _roundPlanned = true;
            _mesh.Network.Events.At(Math.Max(_mesh.Now, _busyUntil), () =>
            {
                _roundPlanned = false;
                BeginRound();
            });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _store.Dispose();
}
