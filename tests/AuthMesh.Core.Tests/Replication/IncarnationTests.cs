using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Under which incarnation a node writes after a start.</summary>
public sealed class IncarnationTests : IDisposable
{
    private readonly SimulatedMesh _mesh = new(seed: 30, nodes: 3);

    public IncarnationTests() => _mesh.Run(20_000);

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void After_a_restart_the_chain_goes_on_once_all_others_have_confirmed_its_tip()
    {
        Write(0);
        Restart();
        _mesh.Run(5_000);
        Write(1);
        Assert.Single(Writers());
    }

    [Fact]
    public void A_write_just_after_the_start_waits_for_the_confirmations_and_then_goes_on()
    {
        Write(0);
        Restart();
        var started = _mesh.Now;
        Write(1);
        Assert.InRange(_mesh.Now - started, 1, 2_000);
        Assert.Single(Writers());
    }

    [Fact]
    public void With_one_node_out_of_reach_a_new_incarnation_is_opened_after_two_seconds()
    {
        Write(0);
        _mesh.Nodes[1].Crash();
        Restart();
        var started = _mesh.Now;
        Write(1);
        Assert.InRange(_mesh.Now - started, 2_000, 2_100);
        Assert.Equal(2, Writers().Count);
    }

    [Fact]
    public void A_restored_backup_never_uses_a_dot_again()
    {
        Write(0);
        var backup = _mesh.Nodes[2].Backup();
        var mark = _mesh.Checker.Mark(_mesh.Nodes[2]);
        Write(1);
        Write(2);
        _mesh.RunUntil(_mesh.InStep, 5_000);
        _mesh.Checker.SetBack(_mesh.Nodes[2], mark);
        _mesh.Nodes[2].RestoreFrom(backup);
        Write(3);
        _mesh.RunUntil(_mesh.InStep, 30_000);
        Assert.Equal(2, Writers().Count);
        Assert.Equal(4, _mesh.Nodes[2].Lists[ListName.Default].Counts.Entries);
    }

    [Fact]
    public void A_jump_of_the_clock_has_the_tip_confirmed_anew()
    {
        Write(0);
        _mesh.Cut([_mesh.Nodes[2]], _mesh.Nodes.Take(2));
        _mesh.Run(1_000);
        _mesh.Nodes[2].Jump();
        Write(1);
        Assert.Equal(2, Writers().Count);
    }

    [Fact]
    public void An_incarnation_that_wrote_nothing_does_not_exist()
    {
        for (var i = 0; i < 3; i++)
        {
            Restart();
            _mesh.Run(3_000);
        }

        Assert.Empty(Writers());
    }

    private void Restart()
    {
        _mesh.Nodes[2].Crash();
        _mesh.Run(100);
        _mesh.Nodes[2].Start();
    }

    private void Write(int number)
    {
        var node = _mesh.Nodes[2];
        var request = node.Write(Change.Put(new EntryKey(Effect.Allow, $"user:{number}", "read", "doc:*")));
        _mesh.RunUntil(() => node.Answers.ContainsKey(request), 5_000);
        Assert.IsType<WriteAccepted>(node.Answers[request]);
    }

    private HashSet<Writer> Writers() =>
        [.. _mesh.Nodes[2].Lists[ListName.Default].Vector.Select(t => t.Writer).Where(w => w.Node == _mesh.Nodes[2].Id)];
}
