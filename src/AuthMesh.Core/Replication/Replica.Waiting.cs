using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>Batches that came before their causes: into the pen, and out of it once what they waited for is applied.</summary>
public sealed partial class Replica
{
    /// <summary>A batch of a known writer is proven before it may wait, so that nobody can fill the pen in another's name.</summary>
    private string? PenFor(SignedBatch signed, NodeId from, bool proven, Arrival arrival, Hash256 missing)
    {
        if (!proven && !_pen.Contains(signed.Id) && _roster.Find(signed.Batch.Dot.Writer.Node) is { } author)
        {
            if (!IsSigned(signed, author.PublicKey.Span))
            {
                return "its signature is not by its writer's key";
            }

            proven = true;
        }

        _pen.TryAdd(new Pen.Penned(signed, from, proven, arrival, _now.Elapsed), missing);
        return null;
    }

    /// <summary>A batch came before its causes. Of lists that are not here, and of what found no room, nothing is remembered: their names cost a liar nothing.</summary>
    private void NoteWaiting(PeerSession session, SignedBatch signed)
    {
        var (list, dot) = (signed.Batch.List, signed.Batch.Dot);
        _meshDirty = true;
        if (!_lists.ContainsKey(list))
        {
            return; // its declaration is announced, and asked for, as any batch of `mesh` is
        }

        if (_pen.Contains(signed.Id))
        {
            session[list].Carried = session[list].Carried.With(dot);
        }

        AskSoon(session, list);
    }

    private readonly Queue<Hash256> _released = new();
    private bool _releasing;

    /// <summary>Places what waited for a batch, and what waited for that: one after the other, however long the chain.</summary>
    private void ReleasePenned()
    {
        if (_releasing)
        {
            return;
        }

        _releasing = true;
        while (_released.TryDequeue(out var id))
        {
            foreach (var waiting in _pen.TakeWaitingFor(id))
            {
                if (Place(waiting.Batch, waiting.From, waiting.Proven, successors: null, waiting.Arrival) is { } reason)
                {
                    Refuse(waiting.From, waiting.Batch, reason);
                }
            }
        }

        _releasing = false;
    }
}
