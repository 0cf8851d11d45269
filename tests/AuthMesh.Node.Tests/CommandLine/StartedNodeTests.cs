using AuthMesh.Client;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.CommandLine;

/// <summary>A script starts nodes in the background and goes on with its next line.</summary>
public class StartedNodeTests
{
    [Fact]
    public async Task A_command_waits_for_the_node_that_is_started_beside_it()
    {
        var directory = Directory.CreateTempSubdirectory("authmesh-test-").FullName;
        var invite = CommandRun.AsAsync(["invite", "--data", directory, "--start-timeout", "60"]);
        await using var node = await TestNode.StartAsync(("AuthMesh:Node:DataDirectory", directory));

        var run = await invite;

        Assert.Equal(ExitCode.Success, run.Code);
        Assert.Contains($"waiting for a node to run with the data directory '{directory}'", run.Error, StringComparison.Ordinal);
        Assert.StartsWith("authmesh1-", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_waits_for_a_node_that_is_being_let_into_its_mesh()
    {
        await using var steward = await TestNode.StartAsync();
        var invitation = await steward.Client().InviteAsync(new InviteRequest(Approve: true));
        await using var newcomer = await TestNode.StartWithoutMeshAsync(("AuthMesh:Mesh:Join", invitation.Join));
        var allow = CommandRun.AtAsync(newcomer, "allow", "user:alice", "read", "doc:a", "--start-timeout", "60");

        await steward.WhenMeshAsync(mesh => !mesh.Pending.IsEmpty);
        var pending = Assert.Single(await steward.Client().GetNodesAsync(), node => node.State == NodeState.Pending);
        await steward.Client().ApproveAsync(pending.NodeId);

        var run = await allow;
        Assert.Equal((ExitCode.Success, ""), (run.Code, run.Error));
    }
}
