using System.Collections.Immutable;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Which links to keep: those of the overlay, others across a gap while a neighbour is lost, and for a while those that are needed no more.</summary>
/// <remarks>Nothing here happens at once or to everybody at once: new links are dialled within a random time, surplus ones closed within a random time, by the end that dialled.</remarks>
public sealed partial class Replica
{
    /// <summary>Whom this node wants to be linked with now.</summary>
    private readonly HashSet<NodeId> _wanted = [];

    /// <summary>Who is whose neighbour, by the roster.</summary>
    private Overlay _overlay = Overlay.Empty;

    /// <summary>How often it had changed who is said to be down when the trees were last laid out.</summary>
    private long? _downInTrees;

    /// <summary>When the trees are to be laid out anew; null while they are as they should be.</summary>
    private long? _layOutAt;

    /// <summary>When everybody must have laid the trees out anew, too.</summary>
    private long? _forgetFormerAt;

    /// <summary>A link came, went or failed since links and trees were last settled.</summary>
    private bool _linksChanged;

    private long? _nextGapCheck;

    /// <summary>The roster is another: so may be who is whose neighbour.</summary>
    private void UpdateOverlay()
    {
        _overlay = Overlay.Of([.. _roster.Nodes.Keys], _options);
        _trees.Regrow(_overlay);
        _downInTrees = null;
        ForgetFormerNodes();
        SaveRumours();
        _linksChanged = true;
        _meshDirty = true;
        SettleLinks();
    }

    /// <summary>Once a round: settles links and trees when something changed, and closes what is due.</summary>
    private void KeepLinks()
    {
        MindSilences();
        if (_forgetFormerAt <= _now.Elapsed)
        {
            _forgetFormerAt = null;
            _trees.ForgetFormer();
        }

        if (_linksChanged || _nextGapCheck <= _now.Elapsed || _layOutAt <= _now.Elapsed)
        {
            SettleLinks();
        }

        while (FirstToClose() is { } session)
        {
            const string reason = "it is needed no more";
            Drop(session);
            _redialer.Lost(session.Peer, reason, stood: _now.Elapsed - session.OpenedAt, _now.Elapsed);
            Close(session.Link, reason);
            SettleLinks();
        }
    }

    private PeerSession? FirstToClose()
    {
        foreach (var session in _sessions.Values)
        {
            if (session.CloseAt <= _now.Elapsed)
            {
                return session;
            }
        }

        return null;
    }

    /// <summary>A far end that says nothing of news that it must have has stopped: what it feeds comes from others from now on, and what it is asked for, too.</summary>
    private void MindSilences()
    {
        if (_silentAt > _now.Elapsed)
        {
            return;
        }

        foreach (var session in _greeted)
        {
            if (!(session.Silence.Deadline(QuietPatience) <= _now.Elapsed))
            {
                continue;
            }

            if (HasSaidAll(session))
            {
                session.Silence.Excuse();
                continue;
            }

            session.Silence.MarkQuiet(_now.Elapsed);
            _linksChanged = true;
            if (_pull is { } pull && pull.Link == session.Link)
            {
                AskAgainLater(pull);
            }
        }

        _silentAt = FirstSilence();
    }

    /// <summary>Where links break all over, what is late is late everywhere.</summary>
    private int QuietPatience => _options.QuietPatience << _liveness.Unrest(_now.Elapsed);

    /// <summary>No far end will have owed a word for too long before this. Most rounds are not to pay for looking closer.</summary>
    private long _silentAt = long.MaxValue;

    private long FirstSilence()
    {
        var (first, patience) = (long.MaxValue, QuietPatience);
        foreach (var session in _greeted)
        {
            first = Math.Min(first, session.Silence.Deadline(patience) ?? long.MaxValue);
        }

        return first;
    }

    /// <summary>A far end owes a word from now on, if it does not already.</summary>
    private void ExpectWord(PeerSession session)
    {
        session.Silence.Expect(_now.Elapsed);
        _silentAt = Math.Min(_silentAt, session.Silence.Deadline(QuietPatience) ?? long.MaxValue);
    }

    /// <summary>There is news that has not come to this node: others must have it, too, and say so.</summary>
    private void ExpectNews()
    {
        foreach (var session in _greeted)
        {
            ExpectWord(session);
        }
    }

    /// <summary>True when a peer is known to have all that is here.</summary>
    private bool HasSaidAll(PeerSession session) => _lists.Values.TrueForAll(list =>
    {
        var known = session[list.Name];
        Learn(list.Name, known);
        return known.Known.Covers(list.Vector);
    });

    private void SettleLinks()
    {
        _linksChanged = false;
        var across = _overlay.AcrossGaps(_self, n => IsLost(n) || _liveness.IsDown(n), _options.RepairReach).Where(n => n != _self && !_liveness.IsDown(n)).ToList();
        var former = _wanted.ToList();
        _wanted.Clear();
        _wanted.UnionWith(_overlay.NeighboursOf(_self));
        _nextGapCheck = _redialer.NextLossAt(_options.LossPatience, _now.Elapsed);
        _wanted.UnionWith(across);
        if (_steward is { } steward && _roster.Find(_self) is null)
        {
            _wanted.Add(steward.Node); // a newcomer has no roster yet
        }

        former.ForEach(NoteMeshChange); // what is shown of a node depends on whether it is wanted, and for how long it has been out of reach
        _redialer.SetPeers(_wanted.ToDictionary(node => node, AddressOf), _now.Elapsed);
        foreach (var session in _sessions.Values)
        {
            _redialer.Linked(session.Peer); // a guest may have become a neighbour
            session.CloseAt = _wanted.Contains(session.Peer) || !session.Dialled ? null : session.CloseAt ?? (_now.Elapsed + _jitter.Around(_options.SurplusLinger));
        }

        TellLosses();
        LayOutTrees();
        SettleTrees();
    }

    /// <summary>The trees begin as shortest paths over the links that there are: where nodes are said to be down, those across the gaps.</summary>
    /// <remarks>Only once nothing new was said for a while, so that all lay them out alike and at about the same time.</remarks>
    private void LayOutTrees()
    {
        if (_downInTrees != _liveness.DownChanges)
        {
            _downInTrees = _liveness.DownChanges;
            _layOutAt = _now.Elapsed + _options.LossPatience;
        }

        if (_layOutAt <= _now.Elapsed)
        {
            _layOutAt = null;
            _trees.LayOut(_overlay.Without(_liveness.IsDown));
            _forgetFormerAt = _now.Elapsed + (2 * _options.LossPatience);
        }
    }

    /// <summary>Neighbours of whom this node has said that they are down, since its own link with them broke: each time once, whatever others answer.</summary>
    private readonly HashSet<NodeId> _toldLost = [];

    private void TellLosses()
    {
        foreach (var neighbour in _overlay.NeighboursOf(_self))
        {
            if (!IsLost(neighbour))
            {
                _toldLost.Remove(neighbour);
            }
            else if (!_toldLost.Contains(neighbour))
            {
                TellLost(neighbour);
            }
        }
    }

    private void TellLost(NodeId neighbour)
    {
        var patience = _liveness.Patience(neighbour, _options.LossPatience, _now.Elapsed);
        if (!_redialer.IsLost(neighbour, patience, _now.Elapsed))
        {
            _nextGapCheck = Math.Min(_nextGapCheck ?? long.MaxValue, _redialer.LossAt(neighbour, patience));
            return;
        }

        _toldLost.Add(neighbour);
        _liveness.Lost(neighbour, _now.Elapsed);
        NoteMeshChange(neighbour);
    }

    /// <summary>What is remembered of nodes is bounded by the roster.</summary>
    private void ForgetFormerNodes()
    {
        _liveness.Keep(IsPeer);
        _nearWays.Keep(IsPeer, n => _overlay.AreNeighbours(_self, n));
        _redialer.Keep(IsPeer);
        foreach (var session in _sessions.Values)
        {
            session.Rumours.Keep(IsPeer);
        }

        foreach (var gone in _counts.Keys.Where(n => !IsPeer(n)).ToList())
        {
            _counts.Remove(gone);
            _shown.Remove(gone);
            _lastHeard.Remove(gone);
            _rumourAllowances.Remove(gone);
            _lastKnown.Remove(gone);
        }
    }

    private string AddressOf(NodeId node) => _roster.Find(node)?.Address ?? _steward!.Value.Address;

    /// <summary>True for a node that could not be reached for a while.</summary>
    private bool IsLost(NodeId node) => SessionWith(node) is null && _redialer.IsLost(node, _options.LossPatience, _now.Elapsed);

    /// <summary>True when a peer that connected is not this node's neighbour, and as many such links as it takes are up already.</summary>
    private bool HasNoRoomForGuest(NodeId peer) => !_wanted.Contains(peer) && _sessions.Values.Count(IsGuest) >= _options.GuestLinks;

    private bool IsGuest(PeerSession session) => !session.Dialled && !_wanted.Contains(session.Peer);

    /// <summary>Sends away the guest that was there first of those that have got what they came for: a newcomer that has got the list has neighbours of its own by then, and the next one has nobody else.</summary>
    private bool TryMakeRoom()
    {
        if (_sessions.Values.Where(s => s.Greeted && IsGuest(s) && HasGotWhatItCameFor(s)).MinBy(s => s.OpenedAt) is not { } guest)
        {
            return false;
        }

        Drop(guest);
        Close(guest.Link, "another guest needs the room");
        return true;
    }

    /// <summary>True when a peer is known to have all that was here when its link began. What came since, it gets from others, too: while many write and many join, hardly any guest ever has all that is here now.</summary>
    private bool HasGotWhatItCameFor(PeerSession session) => _lists.Values.TrueForAll(list =>
    {
        var known = session[list.Name];
        Learn(list.Name, known);
        return known.Known.Covers(known.HereAtFirst);
    });
}
