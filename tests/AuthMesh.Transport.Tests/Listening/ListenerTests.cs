using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Tests.Harness;

namespace AuthMesh.Transport.Tests.Listening;

public sealed class ListenerTests
{
    private const string NoHandshake = "no TLS 1.3 handshake";

    [Fact]
    public async Task Without_a_client_certificate_nobody_gets_an_answer()
    {
        await using var node = await TestNode.StartAsync();

        Assert.Equal(RawClient.CutOff, await RawClient.RequestAsync(node, null, RawClient.Get(MeshAddress.JoinPath)));

        await node.Log.WaitForAsync(NoHandshake);
    }

    [Theory]
    [InlineData("RSA")]
    [InlineData("P-384")]
    public async Task A_key_of_another_kind_gets_no_answer(string kind)
    {
        await using var node = await TestNode.StartAsync();
        using var certificate = kind == "RSA" ? Certificates.Rsa() : Certificates.P384();

        Assert.Equal(RawClient.CutOff, await RawClient.RequestAsync(node, certificate, RawClient.Get(MeshAddress.JoinPath)));

        await node.Log.WaitForAsync(NoHandshake);
    }

    [Fact]
    public async Task Older_TLS_is_not_spoken()
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        using var certificate = Certificates.OfNode(key);

        await Assert.ThrowsAnyAsync<Exception>(() => RawClient.RequestAsync(node, certificate, RawClient.Get(MeshAddress.JoinPath), SslProtocols.Tls12));

        await node.Log.WaitForAsync(NoHandshake);
    }

    [Theory]
    [InlineData("GET /mesh/v1/link HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("\0\u0001garbage that is no TLS record at all, and some more of it")]
    public async Task What_is_no_TLS_is_cut_off_with_a_log_line(string bytes)
    {
        await using var node = await TestNode.StartAsync();
        using var tcp = await RawClient.ConnectAsync(node);

        await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));

        await WaitForEndAsync(tcp);
        await node.Log.WaitForAsync(NoHandshake);
        Assert.Equal(1, Measurements.Of(node.Services, "authmesh.connections.refused"));
    }

    [Fact]
    public async Task The_dates_of_a_certificate_do_not_matter()
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        using var certificate = Certificates.Expired(key);
        node.Events.Peers[key.NodeId] = true;

        Assert.StartsWith("HTTP/1.1 404", await RawClient.RequestAsync(node, certificate, RawClient.Get("/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_in_the_roster_gets_403_for_a_link()
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        using var certificate = Certificates.OfNode(key);

        var answer = await RawClient.RequestAsync(node, certificate, RawClient.UpgradeTo(MeshAddress.LinkPath));

        Assert.StartsWith("HTTP/1.1 403", answer, StringComparison.Ordinal);
        await node.Log.WaitForAsync($"Refused a link of node {key.NodeId}");
        Assert.False(node.Events.AnythingElse);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/console")]
    [InlineData("/mesh/v1/link/negotiate")]
    [InlineData("/mesh/v1/link/")]
    [InlineData("/mesh/v1/links")]
    [InlineData("/mesh/v1/join/")]
    [InlineData("/mesh/v1/../../console")]
    [InlineData("//console")]
    public async Task Nothing_of_the_console_is_reachable_over_the_mesh_listener_even_for_peers(string path)
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        using var certificate = Certificates.OfNode(key);
        node.Events.Peers[key.NodeId] = true;

        var answer = await RawClient.RequestAsync(node, certificate, RawClient.Get(path));

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("console", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", MeshAddress.JoinPath)]
    [InlineData("POST", MeshAddress.LinkPath)]
    [InlineData("DELETE", MeshAddress.LinkPath)]
    public async Task Another_method_does_not_slip_through_to_the_console(string method, string path)
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        using var certificate = Certificates.OfNode(key);
        node.Events.Peers[key.NodeId] = true;

        var answer = await RawClient.RequestAsync(node, certificate, RawClient.Get(path).Replace("GET", method, StringComparison.Ordinal));

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/mesh/v1/link")]
    [InlineData("/mesh/v1/link/negotiate?negotiateVersion=1")]
    [InlineData("/mesh/v1/join")]
    [InlineData("/MESH/v1/join")]
    [InlineData("/mesh/v1")]
    public async Task Nothing_of_the_mesh_is_reachable_over_the_console_listener(string path)
    {
        await using var node = await TestNode.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(node.ConsoleAddress) };

        Assert.Equal("console", await http.GetStringAsync("/console"));
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(path, new StringContent("{}"))).StatusCode);
    }

    [Fact]
    public async Task Strangers_at_the_door_are_few_at_a_time()
    {
        await using var node = await TestNode.StartAsync(options => options.MaxStrangersPerAddress = 3);
        var waiting = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            waiting.Add(await RawClient.ConnectAsync(node));
        }

        using var oneMore = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var ending = Record.ExceptionAsync(async () =>
        {
            await oneMore.ConnectAsync(node.Listener.EndPoint);
            Assert.Equal(0, await oneMore.ReceiveAsync(new byte[1]));
        });

        Assert.True(await ending.AsTask().WaitAsync(Patience.Limit) is null or SocketException);
        await node.Log.WaitForAsync("too many connections");
        Assert.All(waiting, tcp => Assert.True(tcp.Connected));
        waiting.ForEach(tcp => tcp.Dispose());
    }

    [Fact]
    public async Task Strangers_do_not_stay_long()
    {
        await using var node = await TestNode.StartAsync(options => options.StrangerTimeout = TimeSpan.FromMilliseconds(200));
        using var tcp = await RawClient.ConnectAsync(node);

        await WaitForEndAsync(tcp);
    }

    [Fact]
    public async Task Peers_stay_however_long_and_do_not_count_as_strangers()
    {
        var (a, b) = await TestNode.StartPairAsync(options =>
        {
            options.StrangerTimeout = TimeSpan.FromMilliseconds(200);
            options.MaxStrangersPerAddress = 1;
        });
        await using var _ = a;
        await using var __ = b;
        var (mine, _) = await a.LinkToAsync(b);

        using var stranger = await RawClient.ConnectAsync(b);
        await WaitForEndAsync(stranger);
        a.Links.Send(mine, new byte[5]);

        Assert.Equal(5, (await b.Events.NextFrameAsync()).Length);
        Assert.False(a.Events.AnythingElse);
    }

    [Fact]
    public async Task One_peer_has_few_connections_at_a_time()
    {
        await using var node = await TestNode.StartAsync(options => options.MaxConnectionsPerPeer = 2);
        using var key = NodeKey.Generate();
        node.Events.Peers[key.NodeId] = true;
        using var first = await RawClient.OpenSocketAsync(node, key);
        using var second = await RawClient.OpenSocketAsync(node, key);

        await Assert.ThrowsAnyAsync<Exception>(() => RawClient.OpenSocketAsync(node, key));
        await node.Log.WaitForAsync($"too many connections of node {key.NodeId}");
    }

    private static async Task WaitForEndAsync(TcpClient tcp)
    {
        try
        {
            var buffer = new byte[1024];
            while (await tcp.GetStream().ReadAsync(buffer).AsTask().WaitAsync(Patience.Limit) > 0)
            {
            }
        }
        catch (IOException error) when (error.InnerException is SocketException)
        {
            // reset, which is an end as well
        }
    }
}
