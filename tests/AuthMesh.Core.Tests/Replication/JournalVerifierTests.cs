using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>A journal checked from its bytes alone.</summary>
public sealed class JournalVerifierTests : IDisposable
{
    private readonly SimulatedMesh _mesh = new(seed: 40, nodes: 3);

    public JournalVerifierTests()
    {
        for (var i = 0; i < 30; i++)
        {
            _mesh.Nodes[i % 3].Write(Change.Put(new EntryKey(Effect.Allow, $"user:{i}", "read", "doc:*")));
        }

        _mesh.Nodes[1].Write(Change.Remove(new EntryKey(Effect.Allow, "user:1", "read", "doc:*")));
        _mesh.RunUntil(_mesh.InStep, 10_000);
    }

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void A_sound_journal_is_found_sound_at_every_node()
    {
        foreach (var node in _mesh.Nodes)
        {
            using var store = node.Backup();
            var report = Verify(store);
            Assert.Null(report.FirstBad);
            Assert.Equal(_mesh.Checker.Batches, report.Batches);
        }
    }

    [Fact]
    public void The_first_altered_batch_is_named()
    {
        using var store = Rebuilt(batch => batch.Position == 7 ? batch with { Body = Altered(batch.Body) } : batch);
        var bad = Verify(store).FirstBad;
        Assert.Equal(7, bad?.Position);
        Assert.Contains("hash", bad!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_with_another_signature_is_proven_by_a_later_one_of_its_writer()
    {
        using var store = Rebuilt(batch => batch.Position == 9 ? batch with { Signature = new byte[64] } : batch);
        Assert.Null(Verify(store).FirstBad);
    }

    [Fact]
    public void A_batch_that_no_signature_proves_is_named()
    {
        var last = _mesh.Nodes[0].Lists[ListName.Default].Counts.Batches;
        using var store = Rebuilt(batch => batch.Position == last ? batch with { Signature = new byte[64] } : batch);
        var bad = Verify(store).FirstBad;
        Assert.Equal(last, bad?.Position);
        Assert.Contains("signature", bad!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_batch_left_out_is_noticed_at_the_next_that_needs_it()
    {
        using var store = Rebuilt(batch => batch.Position == 5 ? null : batch);
        Assert.NotNull(Verify(store).FirstBad?.Dot);
    }

    [Fact]
    public void A_record_that_no_batch_gave_is_noticed()
    {
        using var store = Rebuilt(batch => batch);
        var record = store.ReadRecords(ListName.Default).First();
        store.WriteRecord(ListName.Default, record with { Key = new EntryKey(Effect.Allow, "user:mallory", "*", "*") });
        store.Commit();
        Assert.Equal("the records are not what the journal gives", Verify(store).FirstBad?.Reason);
    }

    [Fact]
    public void An_admission_costs_no_more_in_a_page_of_many()
    {
        var few = AllocatedForEachOf(30);
        var many = AllocatedForEachOf(150);
        Assert.True(many < 2 * few, $"{many:N0} bytes for each of 150 admissions, {few:N0} for each of 30");
    }

    private static double AllocatedForEachOf(int nodes)
    {
        using var mesh = new SimulatedMesh(seed: 1, nodes);
        using var store = mesh.Nodes[0].Backup();
        using var scratch = new MemoryReplicaStore();
        var verifier = new JournalVerifier(store, scratch, mesh.Verifier);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(verifier.Verify().FirstBad);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)nodes;
    }

    private JournalReport Verify(IReplicaStore store)
    {
        using var scratch = new MemoryReplicaStore();
        return new JournalVerifier(store, scratch, _mesh.Verifier).Verify();
    }

    private static byte[] Altered(ReadOnlyMemory<byte> body)
    {
        var bytes = body.ToArray();
        bytes[^1] ^= 1;
        return bytes;
    }

    /// <summary>Node 0's store, with each batch of the default list passed through a forger's hands.</summary>
    private MemoryReplicaStore Rebuilt(Func<JournalBatch, JournalBatch?> forge)
    {
        using var source = _mesh.Nodes[0].Backup();
        var copy = new MemoryReplicaStore();
        copy.WriteSetting("mesh.id", source.ReadSetting("mesh.id"));
        foreach (var list in source.ReadLists())
        {
            copy.WriteList(list);
            foreach (var batch in source.ReadJournal(list.List, 0, int.MaxValue, int.MaxValue))
            {
                if ((list.List.IsMesh ? batch : forge(batch)) is { } kept)
                {
                    copy.Append(kept);
                }
            }

            foreach (var record in source.ReadRecords(list.List))
            {
                copy.WriteRecord(list.List, record);
            }
        }

        copy.Commit();
        return copy;
    }
}
