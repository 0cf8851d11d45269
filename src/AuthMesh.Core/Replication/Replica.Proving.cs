using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Core.Replication;

/// <summary>What goes out can be proven by what goes with it.</summary>
/// <remarks>Invariant: in each message, the last batch of each writer has a signature that was checked here, or the message has all of that writer that follows up to one that has.</remarks>
public sealed partial class Replica
{
    /// <summary>The most batches that go along as the proof of one: as many as came in the message that proved it here, at most.</summary>
    private const int MaxProof = 1024;

    private readonly CheckedSignatures _checked = new();

    /// <summary>The batches, and for each writer whose last of them is not signed as it must be, those that follow up to the one that proves it.</summary>
    private IReadOnlyCollection<JournalBatch> WithProofs(IReadOnlyCollection<JournalBatch> batches)
    {
        var last = new Dictionary<Writer, JournalBatch>();
        foreach (var batch in batches)
        {
            last[batch.Dot.Writer] = batch;
        }

        var proofs = last.Values.Where(b => !IsSigned(b)).SelectMany(ProofOf).ToList();
        return proofs.Count == 0 ? batches : [.. batches, .. proofs];
    }

    private IEnumerable<JournalBatch> ProofOf(JournalBatch unproven)
    {
        var bytes = 0;
        for (var seq = unproven.Dot.Seq + 1; seq <= unproven.Dot.Seq + MaxProof && bytes < _options.ChunkBytes; seq++)
        {
            if (_store.FindBatch(unproven.List, unproven.Dot with { Seq = seq }) is not { } next)
            {
                yield break;
            }

            yield return next;
            bytes += next.Body.Length;
            if (IsSigned(next))
            {
                yield break;
            }
        }
    }

    private bool IsSigned(JournalBatch batch)
    {
        if (_checked.Contains(batch.Id))
        {
            return true;
        }

        // The founding batch came before the roster that has its author's key, and was never taken without its own signature.
        var isSigned = batch.Id == _mesh?.Value ||
            (_roster.Find(batch.Dot.Writer.Node) is { } author && _verifier.Verify(author.PublicKey.Span, SignedBatch.SigningDigest(batch.Id), batch.Signature.Span));
        if (isSigned)
        {
            _checked.Add(batch.Id);
        }

        return isSigned;
    }
}
