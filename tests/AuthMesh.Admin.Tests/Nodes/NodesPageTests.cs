using AuthMesh.Admin.Nodes;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using Bunit;

namespace AuthMesh.Admin.Tests.Nodes;

public class NodesPageTests : ConsoleContext
{
    [Fact]
    public void Nodes_are_shown_with_their_state_in_words()
    {
        Mesh.Peers(
            FakeMesh.Node("lyon", LinkState.InSync, steward: true),
            FakeMesh.Node("berlin", LinkState.CatchingUp, missingHere: 12),
            FakeMesh.Node("madrid", LinkState.Down, missingThere: 3, failure: "Connection refused"));

        var rows = Render<NodesPage>().Rows();

        Assert.Equal(4, rows.Count);
        Assert.StartsWith("paris", rows[0], StringComparison.Ordinal);
        Assert.EndsWith("Catching up | https://berlin.example.com:7443 | Member | 20 s ago | 12 | 0", rows[1], StringComparison.Ordinal);
        Assert.EndsWith("Not reachable Connection refused | https://madrid.example.com:7443 | Member | 20 s ago | 0 | 3", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_changes_is_seen_without_reloading()
    {
        Mesh.Peers(FakeMesh.Node("lyon", LinkState.Down));
        var page = Render<NodesPage>();

        Mesh.Peers(FakeMesh.Node("lyon", LinkState.InSync));
        LetRender();

        Assert.Contains("In sync", page.Rows()[1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_invitation_is_made_as_asked_and_shown_with_its_command()
    {
        var page = Render<NodesPage>();
        page.Button("Invite a node").Click();
        page.Field("Valid for").Change("1.00:00:00");
        page.Field("How many nodes may use it").Input("3");
        page.Field("Wait for approval").Change(true);

        page.Find("dialog form").Submit();

        Assert.Equal(["invite by admin:anna: 1.00:00:00, 3 uses, approval True, steward False"], Mesh.Asked);
        Assert.Equal("authmesh serve --join authmesh-join-1-c2VjcmV0", page.Button("Copy command").GetAttribute("data-copy"));
    }

    [Fact]
    public void The_secret_is_gone_once_the_dialog_is_closed()
    {
        var page = Render<NodesPage>();
        page.Button("Invite a node").Click();
        page.Find("dialog form").Submit();

        page.Button("Done").Click();
        page.Button("Invite a node").Click();

        Assert.DoesNotContain("c2VjcmV0", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("many")]
    public void A_number_of_uses_that_makes_no_sense_is_refused(string uses)
    {
        var page = Render<NodesPage>();
        page.Button("Invite a node").Click();
        page.Field("How many nodes may use it").Input(uses);

        page.Find("dialog form").Submit();

        Assert.Equal("A number from 1 to 100.", page.ErrorOf("How many nodes may use it"));
        Assert.Empty(Mesh.Asked);
    }

    [Fact]
    public void A_node_that_is_no_steward_cannot_invite_and_says_why()
    {
        Mesh.Set(mesh => mesh with { SelfIsSteward = false });

        var button = Render<NodesPage>().Button("Invite a node");

        Assert.True(button.HasAttribute("disabled"));
        Assert.StartsWith("Only a steward", button.GetAttribute("title"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_newcomer_is_approved()
    {
        Mesh.Set(mesh => mesh with { Pending = [new WaitingNode(Ids.Node("oslo"), "oslo", "https://oslo.example.com:7443", FakeTime.Start.ToUnixTimeMilliseconds())] });
        var page = Render<NodesPage>();
        Assert.Contains(Ids.Node("oslo").ToString(), page.Markup, StringComparison.Ordinal);

        page.Button("Approve oslo").Click();

        Assert.Equal([$"approve {Ids.Node("oslo").Short} by admin:anna"], Mesh.Asked);
        Assert.Equal("oslo is in the mesh.", Assert.Single(Get<Notices>().Shown).Text);
    }

    [Fact]
    public void A_lone_node_may_join_another_mesh()
    {
        var page = Render<NodesPage>();
        page.Button("Join another mesh").Click();
        page.Field("Invitation").Input(" authmesh-join-1-abc ");

        page.Find("dialog form").Submit();

        Assert.Equal(["join authmesh-join-1-abc"], Mesh.Asked);
    }

    [Fact]
    public void A_node_with_peers_is_not_offered_to_join_another_mesh()
    {
        Mesh.Peers(FakeMesh.Node("lyon", LinkState.InSync));

        Assert.Empty(Render<NodesPage>().Buttons("Join another mesh"));
    }
}
