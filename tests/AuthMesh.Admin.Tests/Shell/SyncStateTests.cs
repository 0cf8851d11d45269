using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Shell;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;

namespace AuthMesh.Admin.Tests.Shell;

public class SyncStateTests
{
    private readonly FakeMesh mesh = new();

    [Fact]
    public void A_lone_node_is_called_so() => Assert.Equal("Only node of its mesh", Text());

    [Fact]
    public void A_node_in_no_mesh_is_called_so() =>
        Assert.Equal("In no mesh yet", SyncState.Of(MeshSnapshot.None(Ids.Node("paris")), 0).Text);

    [Fact]
    public void All_in_sync()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.InSync), FakeMesh.Node("berlin", LinkState.InSync));

        Assert.Equal(new SyncState(StateTone.Good, "In sync, 3 of 3 nodes"), SyncState.Of(mesh.Current, 0));
    }

    [Fact]
    public void What_is_missing_here_is_counted_and_its_source_named()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.CatchingUp, missingHere: 12));

        Assert.Equal("Behind: 12 changes from lyon", Text());
    }

    [Fact]
    public void What_is_missing_there_is_counted()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.CatchingUp, missingThere: 1));

        Assert.Equal("lyon lacks 1 change", Text());
    }

    [Fact]
    public void A_lost_peer_comes_before_everything_else()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.Down), FakeMesh.Node("berlin", LinkState.CatchingUp, missingHere: 5));

        Assert.Equal("2 of 3 nodes reachable", Text());
    }

    [Fact]
    public void Conflicts_are_added_to_whatever_it_is()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.InSync));

        Assert.Equal(new SyncState(StateTone.Warning, "In sync, 2 of 2 nodes · 2 conflicts"), SyncState.Of(mesh.Current, 2));
    }

    [Fact]
    public void Being_cut_off_from_all_is_worse_than_being_cut_off_from_one()
    {
        mesh.Peers(FakeMesh.Node("lyon", LinkState.Down));

        Assert.Equal(StateTone.Bad, SyncState.Of(mesh.Current, 1).Tone);
    }

    private string Text() => SyncState.Of(mesh.Current, 0).Text;
}
