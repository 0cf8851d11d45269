using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>The first thing in a journal that does not hold.</summary>
/// <param name="Dot">Null when it is about the list as a whole.</param>
/// <param name="Position">The batch's place in this node's order; 0 when it is about the list as a whole.</param>
public sealed record JournalFinding(ListName List, Dot? Dot, long Position, string Reason);

/// <summary>What a verification saw.</summary>
/// <param name="FirstBad">Null when everything holds.</param>
public sealed record JournalReport(long Lists, long Batches, JournalFinding? FirstBad);

/// <summary>Checks a whole journal from its bytes alone: every hash, signature, chain, cause and right, then that state and vector are what the journal gives.</summary>
/// <remarks>It replays the journal into an empty store with the code that applied it, and compares. Nothing that the node worked out earlier is believed.</remarks>
public sealed class JournalVerifier(IReplicaStore journal, IReplicaStore scratch, ISignatureVerifier signatures)
{
    private const int PageBatches = 512, PageBytes = 4 << 20;
    /// <summary>The first batch of each writer that no good signature has proven yet.</summary>
    private readonly Dictionary<(ListName, Writer), JournalBatch> _unproven = [];
    private RosterState _roster = RosterState.Empty;
    private ListReplica? _mesh;
    private long _batches;

    /// <summary>Verifies every list, `mesh` first, since rights come from it. Tells the number of batches done from time to time.</summary>
    /// <exception cref="StoreException">The store cannot be read.</exception>
    public JournalReport Verify(IProgress<long>? progress = null)
    {
        var lists = journal.ReadLists().OrderBy(l => !l.List.IsMesh).ThenBy(l => l.List).ToList();
        foreach (var stored in lists)
        {
            var replayed = ListReplica.Create(scratch, stored.List, stored.Ready, new ReplicaOptions().PastsInMemory);
            _mesh ??= replayed;
            if ((Replay(stored, replayed, progress) ?? FirstUnproven(stored.List) ?? Compare(stored, replayed)) is { } finding)
            {
                return new JournalReport(lists.Count, _batches, finding);
            }
        }

        return new JournalReport(lists.Count, _batches, null);
    }

    private JournalFinding? Replay(StoredList stored, ListReplica replayed, IProgress<long>? progress)
    {
        var position = 0L;
        while (journal.ReadJournal(stored.List, position, PageBatches, PageBytes) is { Count: > 0 } page)
        {
            foreach (var kept in page)
            {
                if (Check(kept, replayed) is { } reason)
                {
                    return new JournalFinding(stored.List, kept.Dot, kept.Position, reason);
                }

                _batches++;
            }

            position = page[^1].Position;
            replayed.Store();
            replayed.Publish();
            scratch.Commit();
            progress?.Report(_batches);
        }

        return null;
    }

    private string? Check(JournalBatch kept, ListReplica replayed)
    {
        if (!BatchCodec.TryDecode(kept.Body, kept.Signature, out var signed, out var error))
        {
            return error;
        }

        var batch = signed!.Batch;
        if (signed.Id != kept.Id) return "its bytes do not have the hash under which it is kept";
        if (batch.List != kept.List || batch.Dot != kept.Dot) return $"its bytes say {batch.Dot} of {batch.List}";
        if (batch.Dot.Seq != replayed.Vector[batch.Dot.Writer] + 1 || batch.Previous != replayed.TipOf(batch.Dot.Writer)?.Batch) return "it does not follow its writer's batch before";
        if (replayed.PastOf(batch, _mesh!.Pasts, out var missing) is not { } past) return $"its cause {missing} is not before it";
        if (CheckMesh(signed) is { } foreign) return foreign;
        if ((batch.Mesh is null ? null : RosterRules.Refuse(batch, _roster, past.Mesh)) is { } right) return right;
        NoteProof(kept, signed.IsSignedBy(KeyOf(batch), signatures));
        replayed.Apply(signed, past, live: false);
        if (batch.List.IsMesh)
        {
            _roster = _roster.With(replayed.ChangedBy(batch));
        }

        return null;
    }

    /// <summary>A batch is proven by its own signature, or by that of a later one of its writer, to which its chain leads.</summary>
    private void NoteProof(JournalBatch kept, bool isSigned)
    {
        if (isSigned)
        {
            _unproven.Remove((kept.List, kept.Dot.Writer));
        }
        else
        {
            _unproven.TryAdd((kept.List, kept.Dot.Writer), kept);
        }
    }

    private JournalFinding? FirstUnproven(ListName list) => _unproven.Values.Where(b => b.List == list).MinBy(b => b.Position) is { } first
        ? new JournalFinding(list, first.Dot, first.Position, "neither its signature nor that of a later batch of its writer is by its writer's key")
        : null;

    private string? CheckMesh(SignedBatch signed)
    {
        var mesh = journal.ReadSetting(ReplicaSettings.Mesh);
        return signed.Batch.Mesh is { } named
            ? named.ToString() == mesh ? null : $"it belongs to mesh {named}"
            : signed.Id.ToString() == mesh ? RosterRules.RefuseFounding(signed.Batch) : "it founds another mesh";
    }

    private ReadOnlySpan<byte> KeyOf(Batch batch) => batch.Mesh is null
        ? RosterValues.ReadAdmission(batch.Transactions[0].Changes[0].Details.Value).PublicKey.Span
        : _roster.Find(batch.Dot.Writer.Node)!.PublicKey.Span;

    private JournalFinding? Compare(StoredList stored, ListReplica replayed)
    {
        replayed.Store();
        scratch.Commit();
        var given = scratch.ReadLists().Single(l => l.List == stored.List);
        var sum = new StateSum();
        foreach (var record in journal.ReadRecords(stored.List))
        {
            sum.Add(stored.List, record);
        }

        var wrong =
            !stored.StateSum.Span.SequenceEqual(given.StateSum.Span) ? "the state hash is not what the journal gives" :
            !sum.ToArray().AsSpan().SequenceEqual(given.StateSum.Span) ? "the records are not what the journal gives" :
            !stored.Frontier.Order().SequenceEqual(given.Frontier.Order()) ? "the maximal batches are not what the journal gives" :
            stored.Counts != given.Counts ? "the counts are not what the journal gives" :
            !journal.ReadTips(stored.List).ToHashSet().SetEquals(replayed.Tips) ? "the vector is not what the journal gives" : null;
        return wrong is null ? null : new JournalFinding(stored.List, null, 0, wrong);
    }
}
