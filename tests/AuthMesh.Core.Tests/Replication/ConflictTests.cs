using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Simulation;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Both sides of a cut change the same: what holds afterwards, on every node.</summary>
public sealed class ConflictTests : IDisposable
{
    private readonly SimulatedMesh _mesh = new(seed: 20, nodes: 4);

    private SimulatedNode Left => _mesh.Nodes[0];

    private SimulatedNode Right => _mesh.Nodes[2];

    public ConflictTests()
    {
        _mesh.Run(20_000);
        Left.Write(
            Change.Put(new EntryKey(Effect.Allow, "group:ops", "read", "doc:*")),
            Change.Put(Member("user:alice")));
        _mesh.RunUntil(_mesh.InStep, 5_000);
        Assert.True(IsAllowed("user:alice"));
        _mesh.Cut(_mesh.Nodes.Take(2), _mesh.Nodes.Skip(2));
    }

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void One_side_removes_alice_the_other_adds_carol_and_afterwards_alice_is_out_and_carol_is_in()
    {
        Left.Write(Change.Remove(Member("user:alice")));
        _mesh.Run(1_000);
        Right.Write(Change.Put(Member("user:carol")));
        Heal();
        Assert.False(IsAllowed("user:alice"));
        Assert.True(IsAllowed("user:carol"));
        Assert.Equal(0, Right.Lists[ListName.Default].Counts.Conflicts);
    }

    [Fact]
    public void A_later_grant_that_has_not_seen_the_removal_loses_to_it_and_the_conflict_shows()
    {
        Left.Write(Change.Remove(Member("user:alice")));
        _mesh.Run(1_000);
        Right.Write(Change.Remove(Member("user:alice")));
        _mesh.Run(10);
        Right.Write(Change.Put(Member("user:alice")));
        Heal();
        Assert.False(IsAllowed("user:alice"));
        Assert.All(_mesh.Nodes, n => Assert.Equal(1, n.Lists[ListName.Default].Counts.Conflicts));
    }

    [Fact]
    public void A_contested_record_is_settled_only_by_who_says_so()
    {
        A_later_grant_that_has_not_seen_the_removal_loses_to_it_and_the_conflict_shows();
        var unawares = Left.Write(Change.Put(Member("user:alice")));
        _mesh.Run(100);
        Assert.Equal(WriteRejection.Contested, Assert.IsType<WriteRejected>(Left.Answers[unawares]).Code);

        Left.Request(r => new Core.Replication.WriteRequested(
            r, new WriteRequest(ListName.Default, new Transaction("test", "", [Change.Put(Member("user:alice"))]), Resolve: true)));
        _mesh.RunUntil(() => _mesh.InStep() && IsAllowed("user:alice"), 5_000);
        Assert.Equal(0, Right.Lists[ListName.Default].Counts.Conflicts);
    }

    [Fact]
    public void A_clock_an_hour_ahead_can_neither_win_nor_block()
    {
        Heal();
        Right.ClockSkew = 3_600_000;
        Right.Write(Change.Put(Member("user:dora")));
        _mesh.RunUntil(() => _mesh.InStep() && IsAllowed("user:dora"), 5_000);
        Left.Write(Change.Remove(Member("user:dora")));
        _mesh.RunUntil(() => _mesh.InStep() && !IsAllowed("user:dora"), 5_000);
        Assert.Contains(Left.Reports, r => r.Code == "clock_ahead");
    }

    [Fact]
    public void Both_sides_of_a_cut_go_on_working_and_a_version_of_before_conflicts_after()
    {
        var before = Left.Lists[ListName.Default].Version;
        Right.Write(Change.Put(Member("user:alice"), new Details(new Window(0, long.MaxValue))));
        Heal();
        var stale = Left.Request(r => new Core.Replication.WriteRequested(
            r, new WriteRequest(ListName.Default, new Transaction("test", "", [Change.Remove(Member("user:alice"))]), IfVersion: before)));
        _mesh.Run(100);
        Assert.Equal(WriteRejection.VersionConflict, Assert.IsType<WriteRejected>(Left.Answers[stale]).Code);
    }

    private static MembershipKey Member(string user) => new(new EntityRef(user), new EntityRef("group:ops"));

    private bool IsAllowed(string user) =>
        _mesh.Nodes.Select(n => n.Lists[ListName.Default].Index.IsAllowed(new(user, "read", "doc:x"), _mesh.WallStart + _mesh.Now)).Distinct().Single();

    private void Heal()
    {
        _mesh.Cut(_mesh.Nodes, _mesh.Nodes, cut: false);
        _mesh.RunUntil(_mesh.InStep, 120_000);
    }
}
