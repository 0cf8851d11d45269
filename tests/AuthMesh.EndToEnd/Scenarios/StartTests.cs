using System.Net.Security;
using System.Net.Sockets;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>Starting, stopping, and being talked to by strangers.</summary>
public sealed class StartTests
{
    [Fact]
    public async Task A_second_node_on_the_same_data_is_refused_and_says_why()
    {
        await using var mesh = await TestMesh.StartAsync(1);
        var refused = await Assert.ThrowsAsync<NodeDidNotStartException>(() =>
            NodeProcess.StartAsync(new NodeSettings { DataDirectory = mesh.Nodes[0].Settings.DataDirectory }));
        Assert.Contains("in use", refused.Output, StringComparison.Ordinal);
        Assert.NotEqual(0, refused.ExitCode);
        await mesh.Nodes[0].WriteAsync(Allow("user:alice"));
    }

    [Fact]
    public async Task Only_the_owner_can_read_the_data()
    {
        await using var mesh = await TestMesh.StartAsync(1);
        var data = mesh.Nodes[0].Settings.DataDirectory;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(data));
        Assert.All(
            Directory.GetFiles(data).Where(f => Path.GetFileName(f) is "node.key" or "authmesh.db" or "local.token" or "authmesh.db-wal"),
            f => Assert.Equal((UnixFileMode)0, File.GetUnixFileMode(f) & others));
    }

    [Theory]
    [InlineData("AuthMesh__Console__Url", "http://0.0.0.0:7480", "AuthMesh:Console:Url")]
    [InlineData("AuthMesh__Mesh__PeerTimeout", "00:00:00", "AuthMesh:Mesh:PeerTimeout")]
    [InlineData("AuthMesh__Replication__WindowBytes", "7", "AuthMesh:Replication:WindowBytes")]
    public async Task A_bad_setting_is_fatal_and_the_message_names_key_and_value(string variable, string value, string key)
    {
        var settings = new NodeSettings { Environment = new Dictionary<string, string> { [variable] = value } };
        if (key == "AuthMesh:Console:Url")
        {
            settings = settings with { Console = value };
        }

        var refused = await Assert.ThrowsAsync<NodeDidNotStartException>(() => NodeProcess.StartAsync(settings));
        Assert.Contains(key, refused.Output, StringComparison.Ordinal);
        Assert.Contains(value, refused.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Garbage_and_strangers_at_the_mesh_listener_change_nothing_and_the_node_goes_on()
    {
        var port = TcpSwitch.FreePort();
        await using var mesh = await TestMesh.StartAsync(new NodeSettings { Mesh = $"https://127.0.0.1:{port}" });
        for (var i = 0; i < 20; i++)
        {
            using var tcp = new TcpClient("127.0.0.1", port);
            await tcp.GetStream().WriteAsync(new byte[10_000]);
        }

        using (var tcp = new TcpClient("127.0.0.1", port))
        {
            using var tls = new SslStream(tcp.GetStream(), false, (_, _, _, _) => true);
            await Assert.ThrowsAnyAsync<Exception>(async () =>
            {
                await tls.AuthenticateAsClientAsync("stranger");
                await tls.WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());
                Assert.NotEqual(0, await tls.ReadAsync(new byte[1]));
            });
        }

        await mesh.Nodes[0].WriteAsync(Allow("user:alice"));
        Assert.True(await mesh.Nodes[0].MayReadAsync("user:alice"));
    }

    [Fact]
    public async Task A_damaged_or_spent_invitation_lets_nobody_in()
    {
        await using var mesh = await TestMesh.StartAsync(2);
        var spent = mesh.Nodes[1].Settings.Join!;
        await using var stranger = await NodeProcess.StartAsync();
        await TestMesh.EventuallyAsync(async () => (await stranger.Client.GetNodeAsync()).MeshId is not null);
        var refused = await Assert.ThrowsAsync<Client.AuthMeshException>(() => stranger.Client.JoinAsync(spent));
        Assert.Equal("join_refused", refused.Code);
        var damaged = await Assert.ThrowsAsync<Client.AuthMeshException>(() => stranger.Client.JoinAsync(spent[..^3] + "abc"));
        Assert.Equal("invalid_invitation", damaged.Code);
        Assert.Equal(2, (await mesh.Nodes[0].Client.GetNodesAsync()).Count);
    }
}
