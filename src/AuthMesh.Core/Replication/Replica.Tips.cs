using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using Google.Protobuf;

namespace AuthMesh.Core.Replication;

/// <summary>Asking the others, after a start, whether they hold more of this node's chain than it does itself.</summary>
public sealed partial class Replica
{
    private void SendTipQuery(PeerSession session) => Send(session, new Wire.LinkMessage
    {
        TipQuery = new Wire.TipQuery { Id = _writer.Query, Incarnation = ByteString.CopyFrom(_writer.Candidate!.Value.Incarnation.ToArray()) },
    });

    private void OnTipQuery(PeerSession session, Wire.TipQuery query)
    {
        if (!Incarnation.TryRead(query.Incarnation.Span, out var incarnation))
        {
            Reject(session, "a malformed tip query");
            return;
        }

        var writer = new Writer(session.Peer, incarnation);
        var report = new Wire.TipReport { Id = query.Id };
        // What waits in the pen was written, too, though it is not applied here.
        report.Tips.AddRange(_pen.Of(writer).Select(b => ToWire(b.Batch.List, new Tip(writer, b.Batch.Dot.Seq, b.Id))));
        report.Tips.AddRange(_lists.Values.Select(l => (l.Name, Tip: l.TipOf(writer))).Where(l => l.Tip is not null).Select(l => ToWire(l.Name, l.Tip!.Value)));
        Send(session, new Wire.LinkMessage { TipReport = report });
    }

    /// <summary>A peer says what it holds of the incarnation that this node would like to continue.</summary>
    private void OnTipReport(PeerSession session, Wire.TipReport report)
    {
        if (_writer.Candidate is not { } candidate || report.Id != _writer.Query)
        {
            return;
        }

        foreach (var tip in report.Tips)
        {
            var known = ListName.TryParse(tip.List, out var name) && Find(name) is { } list ? list.TipOf(candidate) : null;
            if (tip.Seq > (ulong)(known?.Seq ?? 0) || (tip.Seq == (ulong)(known?.Seq ?? 0) && known is { } mine && !tip.Hash.Span.SequenceEqual(mine.Batch.ToArray())))
            {
                Tell(ReportLevel.Warning, "journal_behind", $"{session.Peer.Short} holds batches of this node's former incarnation that this node lacks: it was restored or copied, and goes on under a new incarnation.");
                OpenWriter();
                return;
            }
        }

        session.ConfirmedQuery = report.Id;
    }
}
