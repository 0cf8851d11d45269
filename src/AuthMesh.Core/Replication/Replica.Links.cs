using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Links: one per pair whoever dialled, greetings, and messages from the wire to those who handle them.</summary>
public sealed partial class Replica
{
    /// <summary>The protocol versions that this node speaks.</summary>
    public const uint ProtocolVersion = 1;

    /// <summary>A link that is back after less than this was broken by the network: its far end was there all the time.</summary>
    private const int SoonBack = 5_000;

    private void OnLinkOpened(LinkOpened opened)
    {
        if (opened.Peer == _self)
        {
            Tell(ReportLevel.Alarm, "clone_suspected", "A peer with this node's own key has connected: another copy of this node is running.");
            Close(opened.Link, "the peer has this node's own key");
            return;
        }

        if (_mesh is null || !IsPeer(opened.Peer))
        {
            Close(opened.Link, "the peer is not in the roster");
            return;
        }

        if (!opened.Dialled && HasNoRoomForGuest(opened.Peer) && !TryMakeRoom())
        {
            Close(opened.Link, "this node has as many links as it takes");
            return;
        }

        if (SessionWith(opened.Peer) is { } other)
        {
            if (other.Dialled != opened.Dialled && ByTheSmaller(other.Dialled, other.Peer))
            {
                Close(opened.Link, "the other link of this pair is kept");
                return;
            }

            Drop(other);
            Close(other.Link, "another link of this pair is kept");
        }

        var session = new PeerSession(opened.Link, opened.Peer, opened.Dialled, _now.Elapsed, _options.WindowBytes, CountsOf(opened.Peer), TalkWith(opened.Peer)) { LastHeard = _now.Wall };
        foreach (var (list, known) in _lastKnown.GetValueOrDefault(opened.Peer) ?? [])
        {
            session[list].Known = known;
        }

        _sessions.Add(opened.Link, session);
        _linked[opened.Peer] = session;
        if (_redialer.LostSince(opened.Peer) > _now.Elapsed - SoonBack)
        {
            _liveness.Returned(opened.Peer, _now.Elapsed);
        }

        _redialer.Linked(opened.Peer);
        session.Counts.Links++;
        _meshDirty = true;
        Send(session, new Wire.LinkMessage
        {
            Hello = new Wire.Hello
            {
                ProtocolMin = ProtocolVersion,
                ProtocolMax = ProtocolVersion,
                MeshId = Bytes(_mesh.Value.Value),
                ProductVersion = _options.ProductVersion,
                Window = (ulong)_options.WindowBytes,
                Lists = { News(session, withAges: false) },
            },
        });
        PushFromHere(session);
        if (_writer.Candidate is not null)
        {
            SendTipQuery(session);
        }
    }

    /// <summary>Peers fetch what was there when the link began; what comes from now on is pushed.</summary>
    private void PushFromHere(PeerSession session)
    {
        foreach (var list in _lists.Values)
        {
            session[list.Name].Pushed = list.Batches;
            session[list.Name].HereAtFirst = list.Vector;
        }
    }

    /// <summary>The live link with a peer; null when there is none.</summary>
    private PeerSession? SessionWith(NodeId peer) => _linked.GetValueOrDefault(peer);

    /// <summary>Both ends decide alike which of two links of a pair to keep: the one that the node with the smaller id dialled.</summary>
    private bool ByTheSmaller(bool dialledHere, NodeId peer) => dialledHere == (_self.CompareTo(peer) < 0);

    private void OnLinkClosed(LinkClosed closed)
    {
        if (_sessions.TryGetValue(closed.Link, out var session))
        {
            Drop(session);
            _redialer.Lost(session.Peer, closed.Reason, stood: _now.Elapsed - session.OpenedAt, _now.Elapsed, session.Silence.QuietSince);
        }
    }

    /// <summary>A dial that failed while the peer's own came through needs no other.</summary>
    private void OnDialFailed(DialFailed failed)
    {
        if (SessionWith(failed.Peer) is null)
        {
            _redialer.Lost(failed.Peer, failed.Reason, stood: 0, _now.Elapsed);
            _linksChanged = true;
            _meshDirty = true;
        }
    }

    private void Drop(PeerSession session)
    {
        _sessions.Remove(session.Link);
        _greeted.Remove(session);
        _linked.Remove(session.Peer);
        _linksChanged = true;
        _pen.RemoveOf(session.Peer);
        _lastHeard[session.Peer] = session.LastHeard;
        NoteMeshChange(session.Peer);
        _lastKnown[session.Peer] = session.Lists.ToDictionary(l => l.Key, l => l.Value.Known);
        _meshDirty = true;
        if (_pull?.Link == session.Link)
        {
            _pull = null;
        }
    }

    private LinkCounts CountsOf(NodeId peer)
    {
        if (!_counts.TryGetValue(peer, out var counts))
        {
            _counts.Add(peer, counts = new LinkCounts());
        }

        return counts;
    }

    /// <summary>Counts of a list's batches; null for a list that is not here.</summary>
    private BatchCounts? CountsOf(PeerSession session, ListName list) => _lists.ContainsKey(list) ? session.Counts.Of(list) : null;

    private void Close(LinkId link, string reason) => _effects.Add(new CloseLink(link, reason));

    /// <summary>True for nodes of the roster, and for the steward that this newcomer was pointed to.</summary>
    private bool IsPeer(NodeId node) => _roster.Find(node) is not null || (_steward is { } steward && steward.Node == node);

    private void OnMessage(MessageArrived arrived)
    {
        if (!_sessions.TryGetValue(arrived.Link, out var session))
        {
            return;
        }

        Wire.LinkMessage message;
        try
        {
            message = Wire.LinkMessage.Parser.ParseFrom(arrived.Frame.Span);
        }
        catch (InvalidProtocolBufferException)
        {
            Reject(session, "a frame that is no message");
            return;
        }

        session.LastHeard = _now.Wall;
        session.Counts.MessagesReceived++;
        _linksChanged |= session.Silence.Heard(_now.Elapsed);
        session.Counts.BytesReceived += arrived.Frame.Length;
        if (!session.Greeted && message.KindCase != Wire.LinkMessage.KindOneofCase.Hello)
        {
            Reject(session, "a message before the greeting");
            return;
        }

        switch (message.KindCase)
        {
            case Wire.LinkMessage.KindOneofCase.Hello: OnHello(session, message.Hello); break;
            case Wire.LinkMessage.KindOneofCase.Digest: OnDigest(session, message.Digest); break;
            case Wire.LinkMessage.KindOneofCase.VectorRequest: OnVectorRequest(session, message.VectorRequest); break;
            case Wire.LinkMessage.KindOneofCase.Vector: OnVector(session, message.Vector); break;
            case Wire.LinkMessage.KindOneofCase.Pull: OnPull(session, message.Pull); break;
            case Wire.LinkMessage.KindOneofCase.Batches: OnBatches(session, message.Batches, arrived.Frame.Length); break;
            case Wire.LinkMessage.KindOneofCase.Ack: OnAck(session, message.Ack); break;
            case Wire.LinkMessage.KindOneofCase.PullEnd: OnPullEnd(session, message.PullEnd); break;
            case Wire.LinkMessage.KindOneofCase.TipQuery: OnTipQuery(session, message.TipQuery); break;
            case Wire.LinkMessage.KindOneofCase.TipReport: OnTipReport(session, message.TipReport); break;
            case Wire.LinkMessage.KindOneofCase.Branches: OnBranches(session, message.Branches); break;
            default: break; // of a newer version: passed over
        }
    }

    private void OnHello(PeerSession session, Wire.Hello hello)
    {
        if (session.Greeted)
        {
            Reject(session, "a second greeting");
            return;
        }

        if (!Hash256.TryRead(hello.MeshId.Span, out var mesh) || _mesh?.Value != mesh)
        {
            Reject(session, "a greeting from another mesh");
            return;
        }

        if (hello.ProtocolMin > ProtocolVersion || hello.ProtocolMax < ProtocolVersion)
        {
            Reject(session, $"protocol versions {hello.ProtocolMin} to {hello.ProtocolMax}; {ProtocolVersion} is spoken here");
            return;
        }

        session.Greeted = true;
        _greeted.Add(session);
        (_hasFlowed, _announcedUpTo) = (false, null);
        if (_overlay.AreNeighbours(_self, session.Peer))
        {
            _liveness.Met(session.Peer, _now.Elapsed);
        }

        session.UnderWay.Window = (int)Math.Clamp(hello.Window, 1, (ulong)_options.WindowBytes);
        session.NextDigestAt = _now.Elapsed + (HasNews(session) ? _options.DigestInterval : _jitter.Around(_options.IdleDigestInterval));
        _linksChanged = true;
        OnAnnounced(session, hello.Lists, greeting: true);
        _meshDirty = true;
    }

    private void Reject(PeerSession session, string what)
    {
        session.Counts.Refused++;
        Tell(ReportLevel.Warning, "link_rejected", $"{session.Peer.Short} sent {what}.");
        Close(session.Link, what);
    }

    private int Send(PeerSession session, Wire.LinkMessage message)
    {
        var frame = message.ToByteArray();
        SendFrame(session, frame);
        return frame.Length;
    }

    private void SendFrame(PeerSession session, byte[] frame)
    {
        session.Counts.MessagesSent++;
        session.Counts.BytesSent += frame.Length;
        _effects.Add(new SendFrame(session.Link, frame));
    }

    private static Wire.Tip ToWire(ListName list, Tip tip) => new()
    {
        List = list.Value,
        NodeId = Bytes(tip.Writer.Node.Value),
        Incarnation = ByteString.CopyFrom(tip.Writer.Incarnation.ToArray()),
        Seq = (ulong)tip.Seq,
        Hash = Bytes(tip.Batch),
    };

    private static ByteString Bytes(Hash256 hash) => UnsafeByteOperations.UnsafeWrap(hash.ToArray());
}
