using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Live pushes along the broadcast trees, and the acknowledgements that make room for more.</summary>
/// <remarks>
/// A push is a cursor into the tail of this node's own journal, one for each link and list, which passes over what the trees leave to others. As the journal is
/// in causal order, so is what goes over a link. A peer that is slow is simply further behind, and costs nothing. One that is so far behind that the
/// tail has moved on finds by the next digest that it lacks something, asks for it, and is served from the journal.
/// </remarks>
public sealed partial class Replica
{
    /// <summary>Messages of this round, by list and the unbroken run of the journal that they carry: peers that are equally far get the same bytes.</summary>
    private readonly Dictionary<(ListName, long First, long Last), (byte[] Frame, uint Last)> _frames = [];

    /// <summary>How many batches were applied since this replica began: links to which all were pushed have nothing to do until it moves.</summary>
    private long _applied;

    /// <summary>True when all was pushed, served and acknowledged that there was. Until a batch, a request or a link comes, no round need look at each link for that.</summary>
    private bool _hasFlowed;

    /// <summary>Once a round, after the commit: to each link what it has room for.</summary>
    private void LetFlow()
    {
        if (_hasFlowed)
        {
            return;
        }

        _hasFlowed = true;
        foreach (var session in _greeted)
        {
            Push(session);
            ServePull(session);
            Acknowledge(session);
            _hasFlowed &= session.PushedAll == _applied && FirstServed(session) is null;
        }

        _frames.Clear();
    }

    private void Push(PeerSession session)
    {
        if (session.PushedAll == _applied)
        {
            return;
        }

        // `mesh` first: other lists' batches may rest on it.
        var isAll = Push(session, MeshList);
        foreach (var list in _lists.Values)
        {
            isAll &= list.Name.IsMesh || Push(session, list);
        }

        session.PushedAll = isAll ? _applied : null;
    }

    /// <summary>True when nothing is left to be pushed.</summary>
    private bool Push(PeerSession session, ListReplica list)
    {
        var known = session[list.Name];
        while (known.Serving is null && known.Pushed < list.Batches && TryPush(session, list, known))
        {
        }

        return known.Pushed == list.Batches;
    }

    /// <summary>Sends one message at most, and moves the cursor on; false when the peer's window is full.</summary>
    private bool TryPush(PeerSession session, ListReplica list, PeerList known)
    {
        var position = Math.Max(known.Pushed, list.Tail.Start);
        List<JournalTail.Entry>? picked = null;
        for (var bytes = 0; position < list.Tail.End && bytes < _options.ChunkBytes;)
        {
            var entry = list.Tail[++position];
            if (entry.Live && _trees.Feeds(session, entry.Batch.Dot.Writer.Node) && !known.Has(entry.Batch.Dot))
            {
                (picked ??= []).Add(entry);
                bytes += entry.Batch.Body.Length;
            }
        }

        if (picked is not null)
        {
            var (frame, last) = FrameOf(list.Name, picked);
            if (!session.UnderWay.HasRoomFor(frame.Length))
            {
                return false;
            }

            session.UnderWay.Add(frame.Length, last, list.Name, UnderWay.TipsOf([.. picked.Select(p => p.Batch)]));
            session.Counts.Of(list.Name).Pushed += picked.Count;
            SendFrame(session, frame);
            known.Carried = picked.Aggregate(known.Carried, (carried, entry) => carried.With(entry.Batch.Dot));
        }

        known.Pushed = position;
        return true;
    }

    /// <summary>The message, and how the id of the last batch in it begins.</summary>
    private (byte[] Frame, uint Last) FrameOf(ListName list, List<JournalTail.Entry> picked)
    {
        var run = (list, picked[0].Position, picked[^1].Position);
        var isUnbroken = picked[^1].Position - picked[0].Position == picked.Count - 1;
        if (isUnbroken && _frames.TryGetValue(run, out var made))
        {
            return made;
        }

        var message = new Wire.Batches { List = list.Value };
        var batches = WithProofs([.. picked.Select(p => p.Batch)]);
        message.Batches_.AddRange(batches.Select(ToWire));
        var frame = (new Wire.LinkMessage { Batches = message }.ToByteArray(), UnderWay.BeginningOf(batches.Last().Id));
        if (isUnbroken)
        {
            _frames.Add(run, frame);
        }

        return frame;
    }

    /// <summary>Once a round, after the commit: says what was taken in, where that cannot wait for the next digest.</summary>
    private void Acknowledge(PeerSession session)
    {
        if (session.Intake.IsUrgent(session.UnderWay.Window))
        {
            Send(session, new Wire.LinkMessage { Ack = AckOf(session) });
        }
    }

    private Wire.Ack AckOf(PeerSession session) => session.Intake.Acknowledge((list, writer) => ToWire(list, _lists[list].TipOf(writer)!.Value));

    private void OnAck(PeerSession session, Wire.Ack ack)
    {
        if (!session.UnderWay.TryAcknowledge(ack.Bytes, ack.Last, out var applied))
        {
            Reject(session, "an acknowledgement of what was not sent");
            return;
        }

        foreach (var (list, dot) in applied)
        {
            session[list].Known = session[list].Known.With(dot);
        }

        foreach (var tip in ack.Applied)
        {
            if (ListName.TryParse(tip.List, out var name) && Hash256.TryRead(tip.NodeId.Span, out var node) &&
                Incarnation.TryRead(tip.Incarnation.Span, out var incarnation) && tip.Seq > 0 && Find(name) is { } list)
            {
                var dot = new Dot(new Writer(new NodeId(node), incarnation), (long)Math.Min(tip.Seq, long.MaxValue));
                if (list.Vector.Covers(dot))
                {
                    session[name].Known = session[name].Known.With(dot);
                }
            }
        }
    }
}
