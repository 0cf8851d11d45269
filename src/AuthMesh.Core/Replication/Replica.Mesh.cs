using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>The mesh as this node sees it: whom to keep linked, what to show of them, how a mesh begins and how this node changes over to one.</summary>
public sealed partial class Replica
{
    private (NodeId Node, string Address)? _steward;
    private bool _meshDirty = true;
    private long _nextMeshPublish = long.MinValue;

    /// <summary>What nodes that are not linked now were last known to have.</summary>
    private readonly Dictionary<NodeId, Dictionary<ListName, VersionVector>> _lastKnown = [];

    private void PublishMesh()
    {
        if (_meshDirty && _now.Elapsed >= _nextMeshPublish)
        {
            _meshDirty = false;
            _nextMeshPublish = _now.Elapsed + _options.MeshPublishInterval;
            var pending = _store.ReadPendingNodes().Select(p => new WaitingNode(p.Node, p.Name, p.Address, p.RequestedAt));
            _effects.Add(new MeshPublished(new MeshSnapshot(
                _mesh,
                _self,
                _roster.Find(_self)?.Steward ?? false,
                [.. _roster.Nodes.Values.Select(Describe)],
                [.. pending],
                _roster.Lists) { PointedTo = _roster.Nodes.IsEmpty ? _steward?.Node : null }));
        }
    }

    private MeshNode Describe(RosterNode node)
    {
        var session = SessionWith(node.Node);
        long missingHere = 0, missingThere = 0;
        foreach (var list in session is { Greeted: true } ? _lists.Values : Enumerable.Empty<ListReplica>())
        {
            var known = session![list.Name];
            missingHere += known.Unknown.Count > 0 ? Math.Max(1, known.Batches - list.Batches) : 0;
            missingThere += known.Known.Covers(list.Vector) ? 0 : Math.Max(1, list.Batches - known.Batches);
        }

        if (session is null && _lastKnown.TryGetValue(node.Node, out var before))
        {
            // A vector's seqs add up to the number of batches that it covers.
            missingThere = _lists.Values.Sum(l => Math.Max(0, l.Batches - (before.GetValueOrDefault(l.Name)?.Tips.Sum(t => t.Seq) ?? 0)));
        }

        var self = node.Node == _self;
        var state = self ? LinkState.Self
            : session is null ? LinkState.Down
            : !session.Greeted ? LinkState.Opening
            : missingHere + missingThere > 0 || _lists.Values.Any(l => !l.Ready) || _lists.Count <= _roster.Lists.Length ? LinkState.CatchingUp : LinkState.InSync;
        return new MeshNode(node.Node, node.Name, node.Address, node.Steward, self, state, self ? null : session?.LastHeard ?? LastHeard(node.Node), missingHere, missingThere, _redialer.LastFailure(node.Node));
    }

    private readonly Dictionary<NodeId, long> _lastHeard = [];

    private long? LastHeard(NodeId node) => _lastHeard.TryGetValue(node, out var heard) ? heard : null;

    private void OnFounding(FoundingRequested founding)
    {
        if (_mesh is not null)
        {
            Answer(founding.Request, new MeshOutcome("already_in_mesh", "This node is in a mesh already."));
            return;
        }

        var admission = new Admission(_signer.PublicKey, founding.Name, founding.Address, Steward: true);
        var transaction = new Transaction("node", "The mesh is founded.", [RosterValues.Put(admission), RosterValues.Put(ListName.Default)]);
        OpenWriter();
        _writer.Store();
        _writer.Clock = HybridTimestamp.Next(_writer.Clock, _now.Wall);
        var batch = new Batch(null, ListName.Mesh, new Dot(_writer.Current!.Value, 1), null, [], [], _writer.Clock, [transaction]);
        var signed = SignedBatch.Sign(batch, _signer);
        _mesh = new MeshId(signed.Id);
        _store.WriteSetting(ReplicaSettings.Mesh, _mesh.ToString());
        var list = ListReplica.Create(_store, ListName.Mesh, ready: true, _options.PastsInMemory);
        _lists.Add(ListName.Mesh, list);
        ApplyBatch(list, signed, CausalPast.Empty, Arrival.Live);
        Tell(ReportLevel.Information, "mesh_founded", $"Mesh {_mesh} was founded by this node.");
        Answer(founding.Request, MeshOutcome.Done);
    }

    /// <summary>A steward has admitted this node: its own mesh, if it is alone in it and nothing was written, makes room for the other.</summary>
    private void OnAdoption(AdoptionRequested adoption)
    {
        if (_mesh == adoption.Mesh)
        {
            Answer(adoption.Request, MeshOutcome.Done);
            return;
        }

        SealAll();
        if (!IsPristine || _accepted.Count > 0 || _held.Count > 0)
        {
            Answer(adoption.Request, new MeshOutcome("already_in_mesh", "This node is in a mesh with other nodes or with records; only a fresh node can join another."));
            return;
        }

        foreach (var list in _lists.Keys.Where(l => !l.IsMesh))
        {
            _effects.Add(new ListWithdrawn(list));
        }

        _store.Clear();
        _writer.Forget();
        _pen.Clear();
        _lists.Clear();
        _roster = RosterState.Empty;
        _mesh = adoption.Mesh;
        _steward = (adoption.Steward, adoption.StewardAddress);
        _store.WriteSetting(ReplicaSettings.Mesh, adoption.Mesh.ToString());
        _store.WriteSetting(ReplicaSettings.StewardNode, adoption.Steward.ToString());
        _store.WriteSetting(ReplicaSettings.StewardAddress, adoption.StewardAddress);
        _lists.Add(ListName.Mesh, ListReplica.Create(_store, ListName.Mesh, ready: false, _options.PastsInMemory));
        UpdateOverlay();
        _nextMeshPublish = long.MinValue;
        Answer(adoption.Request, MeshOutcome.Done);
    }

    /// <summary>True when nothing would be lost by joining another mesh.</summary>
    private bool IsPristine => _mesh is null ||
        (_roster.Nodes.Count == 1 && _roster.Find(_self) is not null && _roster.Lists.Length == 1 && _lists.Values.All(l => l.Name.IsMesh || l.Batches == 0));

    private void OnReceipts(ReceiptsRequested receipts)
    {
        var applied = _roster.Nodes.Keys.Where(n => HasApplied(n, receipts.List, receipts.Dot)).ToImmutableArray();
        Answer(receipts.Request, new Receipts(applied, [.. _roster.Nodes.Keys.Except(applied)]));
    }

    private bool HasApplied(NodeId node, ListName list, Dot dot)
    {
        if (node == _self)
        {
            return IsApplied(list, dot);
        }

        var known = SessionWith(node)?[list].Known
            ?? _lastKnown.GetValueOrDefault(node)?.GetValueOrDefault(list);
        return known?.Covers(dot) ?? false;
    }
}
