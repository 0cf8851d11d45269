using System.Collections.Immutable;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>The mesh as this node shows it: who is linked, who is alive by what others say, what is missing where and why, and what went over the links.</summary>
/// <remarks>Shown at most once in a while, less often in a large mesh; nodes about which nothing new was learnt are shown as they were.</remarks>
public sealed partial class Replica
{
    private bool _meshDirty = true;
    private long _nextMeshPublish = long.MinValue;

    /// <summary>What nodes that are not linked now were last known to have.</summary>
    private readonly Dictionary<NodeId, Dictionary<ListName, VersionVector>> _lastKnown = [];

    private readonly Dictionary<NodeId, long> _lastHeard = [];
    private readonly Dictionary<NodeId, LinkCounts> _counts = [];
    private readonly Dictionary<NodeId, (RosterNode Entry, MeshNode Shown)> _shown = [];

    private void NoteMeshChange(NodeId node)
    {
        _shown.Remove(node);
        _meshDirty = true;
    }

    private void PublishMesh()
    {
        if (!_meshDirty || _now.Elapsed < _nextMeshPublish)
        {
            return;
        }

        _meshDirty = false;
        _nextMeshPublish = _now.Elapsed + Math.Max(_options.MeshPublishInterval, _roster.Nodes.Count);
        var pending = _store.ReadPendingNodes().Select(p => new WaitingNode(p.Node, p.Name, p.Address, p.RequestedAt));
        _effects.Add(new MeshPublished(new MeshSnapshot(
            _mesh,
            _self,
            _roster.Find(_self)?.Steward ?? false,
            [.. _roster.Nodes.Values.Select(Show)],
            [.. pending],
            _roster.Lists)
        {
            PointedTo = _roster.Nodes.IsEmpty ? _steward?.Node : null,
            UpTo = Freshnesses(),
            Waiting = new WaitingBatches(_pen.Count, _pen.Bytes, _held.Count),
            Kept = new KeptInMemory(
                _lists.Values.Sum(l => l.Pasts.InMemory),
                _lists.Values.Sum(l => l.Tail.End - l.Tail.Start),
                _lists.Values.Sum(l => l.Tail.Bytes),
                _checked.Count,
                _sessions.Values.Sum(s => s.Announced),
                _sessions.Values.Sum(s => s.Lists.Count)),
        }));
    }

    private MeshNode Show(RosterNode node)
    {
        if (!_linked.ContainsKey(node.Node) && !_wanted.Contains(node.Node) && _shown.TryGetValue(node.Node, out var shown) && ReferenceEquals(shown.Entry, node))
        {
            return shown.Shown;
        }

        var described = Describe(node);
        _shown[node.Node] = (node, described);
        return described;
    }

    private MeshNode Describe(RosterNode node)
    {
        var self = node.Node == _self;
        var session = SessionWith(node.Node);
        var lists = session is { Greeted: true } ? _lists.Values.Select(list => Describe(session, list)).ToImmutableArray() : [];
        var (missingHere, missingThere) = ((long?)lists.Sum(l => l.MissingHere), (long?)lists.Sum(l => l.MissingThere));
        if (session is null && !self && !_wanted.Contains(node.Node))
        {
            (missingHere, missingThere) = (null, null); // what it had when there was a link says nothing: others have brought it more since
        }
        else if (session is null && _lastKnown.TryGetValue(node.Node, out var before))
        {
            // A vector's seqs add up to the number of batches that it covers.
            missingThere = _lists.Values.Sum(l => Math.Max(0, l.Batches - (before.GetValueOrDefault(l.Name)?.Tips.Sum(t => t.Seq) ?? 0)));
        }

        return new MeshNode(
            node.Node,
            node.Name,
            node.Address,
            node.Steward,
            self,
            self ? LinkState.Self : StateOf(node.Node, session, lists),
            self ? null : session?.LastHeard ?? (_lastHeard.TryGetValue(node.Node, out var heard) ? heard : null),
            missingHere,
            missingThere,
            _redialer.LastFailure(node.Node))
        {
            Lists = lists,
            Traffic = _counts.TryGetValue(node.Node, out var counts) ? counts.Snapshot(session?.UnderWay.Bytes ?? 0) : null,
        };
    }

    private LinkState StateOf(NodeId node, PeerSession? session, ImmutableArray<LinkList> lists)
    {
        if (session is null)
        {
            var isWanted = _wanted.Contains(node);
            return _liveness.IsDown(node) || (isWanted && IsLost(node)) ? LinkState.Down : isWanted ? LinkState.Opening : LinkState.Distant;
        }

        var behind = lists.Any(l => l.MissingHere + l.MissingThere > 0) || _lists.Values.Any(l => !l.Ready) || _lists.Count <= _roster.Lists.Length;
        return !session.Greeted ? LinkState.Opening : behind ? LinkState.CatchingUp : LinkState.InSync;
    }

    private LinkList Describe(PeerSession session, ListReplica list)
    {
        var known = session[list.Name];
        Forget(known, list);
        var missingHere = known.Unknown.Count > 0 ? Math.Max(1, known.Batches - list.Batches) : 0;
        var missingThere = known.Known.Covers(list.Vector) ? 0 : Math.Max(1, list.Batches - known.Batches);
        var here = missingHere == 0 ? LagReason.None
            : _pull is { } pull && pull.List == list.Name && pull.Link == session.Link ? LagReason.Fetching
            : known.FruitlessPulls > 0 ? LagReason.Fruitless
            : _pen.Count > 0 ? LagReason.AwaitingCause
            : LagReason.Announced;
        var there = missingThere == 0 ? LagReason.None
            : !session.UnderWay.HasRoomFor(_options.ChunkBytes) ? LagReason.WindowFull
            : known.Serving is not null ? LagReason.Fetching
            : LagReason.UnderWay;
        return new LinkList(list.Name, missingHere, here, missingThere, there);
    }
}
