using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Live pushes of this node's own batches, and the acknowledgements that make room for more.</summary>
/// <remarks>
/// A push is a cursor into this node's own journal, one for each link and list: a peer that is slow is simply further behind in it, and
/// costs nothing. The origin alone pushes; with every pair linked, each batch goes over each link once.
/// </remarks>
public sealed partial class Replica
{
    /// <summary>Messages of this round: peers that are equally far get the same bytes.</summary>
    private readonly Dictionary<(ListName, long After), (byte[] Frame, long Last)> _frames = [];

    private void PushOwn(PeerSession session)
    {
        if (_writer.Current is not { } self)
        {
            return;
        }

        foreach (var list in _lists.Values)
        {
            var known = session[list.Name];
            while (known.Serving is null && known.Pushed < list.Vector[self])
            {
                var (frame, last) = FrameAfter(list.Name, new Dot(self, known.Pushed), list.Vector[self]);
                if (!session.HasRoomFor(frame.Length))
                {
                    return;
                }

                session.Sent += frame.Length;
                known.Pushed = last;
                _effects.Add(new SendFrame(session.Link, frame));
            }
        }
    }

    private (byte[] Frame, long Last) FrameAfter(ListName list, Dot after, long tip)
    {
        if (_frames.TryGetValue((list, after.Seq), out var made))
        {
            return made;
        }

        var message = new Wire.Batches { List = list.Value };
        var bytes = 0;
        var seq = after.Seq;
        while (seq < tip && bytes < _options.ChunkBytes)
        {
            var batch = OwnBatch(list, after with { Seq = ++seq });
            bytes += batch.Body.Length;
            message.Batches_.Add(ToWire(batch.Body, batch.Signature));
        }

        made = (new Wire.LinkMessage { Batches = message }.ToByteArray(), seq);
        _frames.Add((list, after.Seq), made);
        return made;
    }

    private JournalBatch OwnBatch(ListName list, Dot dot) =>
        _store.FindBatch(list, dot) ?? throw new StoreException($"The journal of {list} lacks {dot}.");

    /// <summary>Says how many bytes were taken in, and what became durable by them: once a round, after the commit.</summary>
    private void Acknowledge(PeerSession session)
    {
        if (session.Received == session.ReceivedAcknowledged)
        {
            return;
        }

        var ack = new Wire.Ack { Bytes = (ulong)session.Received };
        ack.Applied.AddRange(session.AppliedSinceAck.Select(a => ToWire(a.List, _lists[a.List].TipOf(a.Writer)!.Value)));
        session.AppliedSinceAck.Clear();
        session.ReceivedAcknowledged = session.Received;
        Send(session, new Wire.LinkMessage { Ack = ack });
    }

    private void OnAck(PeerSession session, Wire.Ack ack)
    {
        if (ack.Bytes > (ulong)session.Sent || ack.Bytes < (ulong)session.Acknowledged)
        {
            Reject(session, "an acknowledgement of what was not sent");
            return;
        }

        session.Acknowledged = (long)ack.Bytes;
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
