using AuthMesh.Core.Access;
using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Simulation;
using Google.Protobuf;
using Wire = AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>Settings of a list on all nodes of a mesh: set, concurrently set, kept over restarts, not understood.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly ListName _other = ListName.Parse("other");
    private readonly SimulatedMesh _mesh = new(seed: 70, nodes: 4);

    public SettingsTests()
    {
        _mesh.Run(20_000);
        Left.Write(Change.Put(new EntryKey(Effect.Allow, "*", "read", "*", "subject.properties.role == 'admin' || subject.properties.vip")));
        _mesh.RunUntil(_mesh.InStep, 5_000);
        Assert.All(_mesh.Nodes, node => Assert.True(Allows(node, """{"role":"admin"}""")));
    }

    private SimulatedNode Left => _mesh.Nodes[0];

    private SimulatedNode Right => _mesh.Nodes[2];

    public void Dispose() => _mesh.Dispose();

    [Fact]
    public void What_is_set_at_one_node_holds_on_all_also_for_unknown_entities_and_after_a_restart()
    {
        Set(Left, "role");
        _mesh.RunUntil(() => AllHave("role"), 5_000);
        Assert.All(_mesh.Nodes, node => Assert.False(Allows(node, """{"role":"admin"}""")));

        Right.Crash();
        Right.Start();
        _mesh.RunUntil(_mesh.InStep, 30_000);
        Assert.All(_mesh.Nodes, node => Assert.False(Allows(node, """{"role":"admin"}""")));
        Assert.All(_mesh.Nodes, node => Assert.True(Allows(node, """{"vip":true}""")));

        Set(Right);
        _mesh.RunUntil(() => AllHave(), 30_000);
        Assert.All(_mesh.Nodes, node => Assert.True(Allows(node, """{"role":"admin"}""")));
    }

    [Fact]
    public void Set_on_both_sides_of_a_cut_all_of_it_holds_and_is_shown_until_somebody_settles_it()
    {
        _mesh.Cut(_mesh.Nodes.Take(2), _mesh.Nodes.Skip(2));
        Set(Left, "role");
        Set(Right, "vip");
        _mesh.Run(1_000);
        _mesh.Cut(_mesh.Nodes, _mesh.Nodes, cut: false);
        _mesh.RunUntil(() => AllHave("role", "vip"), 120_000);
        Assert.All(_mesh.Nodes, node => Assert.Equal([ListSettings.StoredOnlyName], SettingsOf(node).Contested));
        Assert.Single(_mesh.Nodes.Select(node => node.Lists[ListName.Mesh].StateHash).Distinct());

        Assert.Equal(WriteRejection.Contested, Assert.IsType<WriteRejected>(Set(Left, "role")).Code);
        Assert.IsType<WriteAccepted>(Set(Left, resolve: true, "role"));
        _mesh.RunUntil(() => AllHave("role"), 5_000);
        Assert.All(_mesh.Nodes, node => Assert.Empty(SettingsOf(node).Contested));
    }

    [Fact]
    public void Taken_away_on_one_side_and_changed_on_the_other_it_stays()
    {
        Set(Left, "role");
        _mesh.RunUntil(() => AllHave("role"), 5_000);
        _mesh.Cut(_mesh.Nodes.Take(2), _mesh.Nodes.Skip(2));
        Set(Left);
        Set(Right, "role", "vip");
        _mesh.Run(1_000);
        _mesh.Cut(_mesh.Nodes, _mesh.Nodes, cut: false);
        _mesh.RunUntil(() => AllHave("role", "vip"), 120_000);
    }

    [Theory]
    [InlineData(ListSettings.StoredOnlyName, "", "{\"from\":\"a newer version\"}")]
    [InlineData("of a newer version", "", "[\"role\"]")]
    [InlineData(ListSettings.StoredOnlyName, "7a0141", "[\"role\"]")]
    public void A_list_with_a_setting_that_this_version_cannot_read_is_not_answered_from(string name, string unknown, string value)
    {
        Lie(Left, Right, Change.Put(new ListSettingKey(ListName.Default, name, unknown), Details.None with { Value = value }));
        _mesh.RunUntil(() => _mesh.InStep() && _mesh.Nodes.All(node => node.Lists[ListName.Default].UpgradeRequired), 30_000);
        Assert.All(_mesh.Nodes, node => Assert.False(node.Lists[ListName.Mesh].UpgradeRequired));

        var write = Left.Write(Change.Put(new EntryKey(Effect.Allow, "*", "*", "*")));
        _mesh.RunUntil(() => Left.Answers.ContainsKey(write), 5_000);
        Assert.Equal(WriteRejection.UpgradeRequired, Assert.IsType<WriteRejected>(Left.Answers[write]).Code);
    }

    [Fact]
    public void A_value_that_cannot_be_read_is_mended_by_one_that_can()
    {
        Lie(Left, Right, Change.Put(new ListSettingKey(ListName.Default, ListSettings.StoredOnlyName), Details.None with { Value = "7" }));
        _mesh.RunUntil(() => _mesh.InStep() && _mesh.Nodes.All(node => node.Lists[ListName.Default].UpgradeRequired), 30_000);

        Assert.IsType<WriteAccepted>(Set(Right, "role"));
        _mesh.RunUntil(() => AllHave("role") && _mesh.Nodes.All(node => !node.Lists[ListName.Default].UpgradeRequired), 5_000);
    }

    [Fact]
    public void A_setting_of_one_list_is_none_of_another()
    {
        Put(Left, RosterValues.Put(_other));
        _mesh.RunUntil(() => _mesh.Nodes.All(node => node.Lists.ContainsKey(_other)), 5_000);
        Put(Left, ListSettings.SetStoredOnly(_other, ["role"]));
        _mesh.RunUntil(() => _mesh.Nodes.All(node => node.Lists[_other].Settings.StoredOnly.Contains("role")), 5_000);

        Assert.True(AllHave());
        Assert.All(_mesh.Nodes, node => Assert.True(Allows(node, """{"role":"admin"}""")));
    }

    private WriteOutcome Set(SimulatedNode node, params string[] names) => Set(node, resolve: false, names);

    private WriteOutcome Set(SimulatedNode node, bool resolve, params string[] names) => Put(node, ListSettings.SetStoredOnly(ListName.Default, names), resolve);

    private WriteOutcome Put(SimulatedNode node, Change change, bool resolve = false)
    {
        var request = node.Request(r => new WriteRequested(r, new WriteRequest(ListName.Mesh, new Transaction("test", "", [change]), Resolve: resolve)));
        _mesh.RunUntil(() => node.Answers.ContainsKey(request), 5_000);
        return (WriteOutcome)node.Answers[request];
    }

    /// <summary>The other node gets a batch that the first one's key has signed and its program would never have written.</summary>
    private void Lie(SimulatedNode liar, SimulatedNode to, Change change)
    {
        var batch = new Batch(
            liar.Mesh.Mesh,
            ListName.Mesh,
            new Dot(new Writer(liar.Id, new Incarnation(7)), 1),
            null,
            [.. to.Lists[ListName.Mesh].Version.Heads],
            [],
            new HybridTimestamp((ulong)_mesh.WallStart << 16),
            [new Transaction("test", "", [change])]);
        var signed = SignedBatch.Sign(batch, new SimulatedKey(liar.Number));
        var message = new Wire.Batches { List = ListName.Mesh.Value };
        message.Batches_.Add(new Core.Journal.Wire.SignedBatch { Body = ByteString.CopyFrom(signed.Body.Span), Signature = ByteString.CopyFrom(signed.Signature.Span) });
        to.Receive(to.Links.Keys.First(), new Wire.LinkMessage { Batches = message }.ToByteArray());
    }

    private bool AllHave(params string[] names) => _mesh.InStep() && _mesh.Nodes.All(node => SettingsOf(node).StoredOnly.SequenceEqual(names));

    private static ListSettings SettingsOf(SimulatedNode node) => node.Lists[ListName.Default].Settings;

    private bool Allows(SimulatedNode node, string properties) => node.Lists[ListName.Default].Index.IsAllowed(
        new AccessRequest("user:nobody knows", "read", "doc:/a", new RequestFacts(Value.FromJson(properties), Value.Absent, Value.Absent, Value.Absent)), _mesh.WallStart + _mesh.Now);
}
