using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>How a mesh begins, how this node changes over to one, and which nodes are known to have a batch.</summary>
public sealed partial class Replica
{
    private (NodeId Node, string Address)? _steward;

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
        return (known?.Covers(dot) ?? false) || HasWrittenSince(node, list, dot);
    }

    /// <summary>True when a batch of the node has the one at the dot among its causes: it had applied that when it wrote, whoever brought it.</summary>
    private bool HasWrittenSince(NodeId node, ListName list, Dot dot) =>
        Find(list) is { } found && found.Tips.Any(t => t.Writer.Node == node && found.Pasts.Find(t.Batch) is { } tip && tip.Seen.Covers(dot));
}
