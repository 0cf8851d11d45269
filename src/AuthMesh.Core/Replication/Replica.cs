using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>One node's part in the mesh, as a state machine: takes inputs and the time, keeps journal and lists in the store, gives effects.</summary>
/// <remarks>
/// <para>How changes spread, in short. A node is linked with everybody in a small mesh, with a few neighbours in a large one (<see cref="Overlay"/>).
/// Whoever writes pushes each batch along a tree over these links (<see cref="SpreadingTrees"/>), once over each link of it. Each end of a link
/// announces its newly maximal batches in a small digest, at most one each tick; by causal delivery, who has those has everything. Who finds
/// that it lacks one waits a short random time (a push may be under way), asks what the announcer has beyond a few batches that it names, and pulls
/// exactly the ranges that it lacks, from one peer at a time. All payload goes through a window of unacknowledged bytes. Nothing is queued beyond it: pushes and
/// pulls are cursors into the journal. Nothing is sent twice on a timer.</para>
/// <para>Use: any number of <see cref="Handle"/>, then one <see cref="CompleteRound"/>, which commits once for all of them and gives the effects;
/// again when <see cref="HasMoreWork"/> says so, else at the next input or at <see cref="NextWake"/>. Not thread-safe. When the store throws,
/// discard the replica and make a new one from the store.</para>
/// </remarks>
public sealed partial class Replica
{
    private readonly NodeId _self;
    private readonly IReplicaStore _store;
    private readonly INodeSigner _signer;
    private readonly ISignatureVerifier _verifier;
    private readonly IEntropy _entropy;
    private readonly ReplicaOptions _options;
    private readonly Jitter _jitter;
    private readonly LocalWriter _writer;
    private readonly Redialer _redialer;
    private readonly Pen _pen;
    private readonly ListsHere _lists = new();
    private readonly Dictionary<LinkId, PeerSession> _sessions = [];

    /// <summary>Of the sessions those whose greeting has come.</summary>
    private readonly List<PeerSession> _greeted = [];
    private readonly Dictionary<NodeId, PeerSession> _linked = [];
    private readonly List<ReplicaEffect> _effects = [];
    private MeshId? _mesh;
    private RosterState _roster = RosterState.Empty;
    private ReplicaTime _now;

    /// <summary>A replica that goes on from what the store holds.</summary>
    /// <exception cref="StoreException">The store cannot be read, or does not hold together.</exception>
    public Replica(INodeSigner signer, IReplicaStore store, ISignatureVerifier verifier, IEntropy entropy, ReplicaOptions options)
    {
        _self = NodeId.OfPublicKey(signer.PublicKey.Span);
        _store = store;
        _signer = signer;
        _verifier = verifier;
        _entropy = entropy;
        _options = options;
        _jitter = new Jitter(entropy);
        _redialer = new Redialer(_self, options, _jitter);
        _pen = new Pen(options.PenBatches, options.PenBytes);
        _writer = new LocalWriter(_self, store, entropy);
        _servingShare = new Allowance(options.ServingBytesPerSecond, ServingSaved);
        _trees = new SpreadingTrees(_self, SessionWith, _overlay);
        _nearWays = new NearWays(options.ClearlySooner);
        _liveness = new Liveness(_self);
        LoadMesh();
    }

    /// <summary>This node.</summary>
    public NodeId Self => _self;

    /// <summary>True when <see cref="CompleteRound"/> shall be called again without waiting: a peer has room and more is to be sent.</summary>
    public bool HasMoreWork { get; private set; }

    /// <summary>Begins: publishes what is held, and dials.</summary>
    public void Start(ReplicaTime now)
    {
        _now = now;
        foreach (var list in _lists.Values)
        {
            _effects.Add(new ListPublished(list.Snapshot(), []));
        }

        UpdateOverlay();
    }

    /// <summary>Takes one input. What it brings about comes with the next <see cref="CompleteRound"/>.</summary>
    public void Handle(ReplicaInput input, ReplicaTime now)
    {
        _now = now;
        switch (input)
        {
            case MessageArrived message: OnMessage(message); break;
            case WriteRequested write: OnWrite(write); break;
            case LinkOpened opened: OnLinkOpened(opened); break;
            case LinkClosed closed: OnLinkClosed(closed); break;
            case DialFailed failed: OnDialFailed(failed); break;
            case InviteRequested invite: OnInvite(invite); break;
            case AdmissionRequested admission: OnAdmission(admission); break;
            case ApprovalRequested approval: OnApproval(approval); break;
            case FoundingRequested founding: OnFounding(founding); break;
            case AdoptionRequested adoption: OnAdoption(adoption); break;
            case ReceiptsRequested receipts: OnReceipts(receipts); break;
            case ClockJumped: OnClockJumped(); break;
            case Tick: break;
            default: throw new ArgumentException($"Unknown input {input.GetType().Name}.", nameof(input));
        }
    }

    /// <summary>Finishes the round: seals what was written, commits, and gives everything that may now be done and said, in order.</summary>
    public IReadOnlyList<ReplicaEffect> CompleteRound(ReplicaTime now)
    {
        _now = now;
        SettleWriter();
        SealAll();
        UpdateReadiness();
        foreach (var list in _lists.Values)
        {
            list.Store();
        }

        _store.Commit();
        PublishLists();
        AnswerWrites();
        HasMoreWork = false;
        KeepLinks();
        LetFlow();
        AskForMissing();
        AnnounceSoon();
        CompareWithSomebody();
        SendDigests();
        foreach (var dial in _redialer.Due(_now.Elapsed))
        {
            CountsOf(dial.Peer).Dials++;
            _effects.Add(dial);
        }

        PublishMesh();
        var effects = _effects.ToArray();
        _effects.Clear();
        return effects;
    }

    /// <summary>When the replica wants a round although nothing comes in; on the clock of <see cref="ReplicaTime.Elapsed"/>.</summary>
    public long? NextWake()
    {
        var wake = _redialer.NextDialAt ?? long.MaxValue;
        foreach (var session in _greeted)
        {
            wake = Math.Min(wake, Math.Min(session.NextDigestAt, session.CloseAt ?? long.MaxValue));
        }

        wake = Math.Min(wake, _pull?.Deadline(_options) ?? _firstAsk);
        wake = Math.Min(wake, NextServing() ?? long.MaxValue);
        wake = Math.Min(wake, _writer.Deadline ?? long.MaxValue);
        wake = Math.Min(wake, _layOutAt ?? long.MaxValue);
        wake = Math.Min(wake, _nextGapCheck ?? long.MaxValue);
        wake = Math.Min(wake, _meshDirty ? _nextMeshPublish : long.MaxValue);
        if (_silentAt < wake)
        {
            wake = Math.Min(wake, _silentAt = FirstSilence());
        }

        return wake == long.MaxValue ? null : wake;
    }

    private ListReplica? Find(ListName list) => _lists.TryGetValue(list, out var known) ? known : null;

    private ListReplica MeshList => _lists[ListName.Mesh];

    private void Tell(ReportLevel level, string code, string text) => _effects.Add(new Report(level, code, text));

    private void LoadMesh()
    {
        _lists.Clear();
        _mesh = MeshId.TryParse(_store.ReadSetting(ReplicaSettings.Mesh), out var mesh) ? mesh : null;
        _steward = NodeId.TryParse(_store.ReadSetting(ReplicaSettings.StewardNode), out var steward)
            ? (steward, _store.ReadSetting(ReplicaSettings.StewardAddress) ?? "")
            : null;
        foreach (var stored in _store.ReadLists())
        {
            _lists.Add(stored.List, new ListReplica(_store, stored, _store.ReadSetting(ReplicaSettings.UpgradeRequired(stored.List)) is not null, _options.PastsInMemory));
        }

        _roster = RosterState.Empty.With(_lists.ContainsKey(ListName.Mesh) ? _store.ReadRecords(ListName.Mesh) : []);
        FollowSettings();
    }

    private void PublishLists()
    {
        if (_lists.TryGetValue(ListName.Mesh, out var mesh) && mesh.HasChanges)
        {
            UpdateOverlay();
        }

        foreach (var list in _lists.Values)
        {
            if (list.Publish() is { } published)
            {
                _effects.Add(published);
                list.Former.Note(list.Vector, _now.Elapsed, oldestAsked: _now.Elapsed - HalfATick);
                SettleFreshness(list);
                _change++;
                _meshDirty = true;
            }
        }
    }
}
