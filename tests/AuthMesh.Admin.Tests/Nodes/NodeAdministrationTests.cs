using AuthMesh.Admin.Nodes;
using AuthMesh.Admin.Tests.Fakes;

namespace AuthMesh.Admin.Tests.Nodes;

public class NodeAdministrationTests : ConsoleContext
{
    public NodeAdministrationTests() => SignOut();

    [Fact]
    public async Task Inviting_is_refused_without_a_session()
    {
        var outcome = await Get<NodeAdministration>().InviteAsync(new InviteForm());

        Assert.Null(outcome.Join);
        Assert.Equal("not_allowed", outcome.Error);
        Assert.Empty(Mesh.Asked);
    }

    [Fact]
    public async Task Approving_is_refused_without_a_session()
    {
        Assert.Equal("not_allowed", (await Get<NodeAdministration>().ApproveAsync(Ids.Node("oslo"))).Error);
        Assert.Empty(Mesh.Asked);
    }

    [Fact]
    public async Task Joining_is_refused_without_a_session()
    {
        Assert.Equal("not_allowed", (await Get<NodeAdministration>().JoinAsync("invitation")).Error);
        Assert.Empty(Mesh.Asked);
    }
}
