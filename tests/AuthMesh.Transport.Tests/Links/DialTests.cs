using System.Net;
using System.Net.Sockets;
using AuthMesh.Core.Replication;
using AuthMesh.Transport.Tests.Harness;

namespace AuthMesh.Transport.Tests.Links;

public sealed class DialTests
{
    [Fact]
    public async Task Another_node_at_the_address_is_not_linked_with()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        await using var c = await TestNode.StartAsync();
        a.Knows(c);
        c.Knows(a);

        a.Links.Dial(b.Id, c.Address);

        var failure = await a.Events.NextAsync<DialFailed>();
        Assert.Equal(b.Id, failure.Peer);
        Assert.Contains("another node", failure.Reason, StringComparison.Ordinal);
        Assert.Contains(c.Id.ToString(), failure.Reason, StringComparison.Ordinal);
        Assert.False(c.Events.AnythingElse);
    }

    [Fact]
    public async Task A_dial_that_ends_in_a_fault_of_this_node_is_told_as_failed_and_the_next_one_works()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        a.Events.Fault = new InvalidOperationException("as the test asked for");

        a.Dial(b);

        Assert.Equal(b.Id, (await a.Events.NextAsync<DialFailed>()).Peer);
        a.Events.Fault = null;
        await a.LinkToAsync(b);
    }

    [Fact]
    public async Task A_node_that_does_not_know_the_dialler_says_so()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        b.Events.Peers.Clear();

        a.Dial(b);

        Assert.Contains("does not have this node in its roster", (await a.Events.NextAsync<DialFailed>()).Reason, StringComparison.Ordinal);
        await b.Log.WaitForAsync($"Refused a link of node {a.Id}");
        Assert.False(b.Events.AnythingElse);
    }

    [Fact]
    public async Task A_node_that_is_not_in_the_roster_is_not_dialled()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        a.Events.Peers.Clear();

        a.Dial(b);

        Assert.Contains("not in the roster", (await a.Events.NextAsync<DialFailed>()).Reason, StringComparison.Ordinal);
        Assert.False(b.Events.AnythingElse);
    }

    [Fact]
    public async Task A_closed_port_is_reported_with_its_address()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var address = b.Address;
        await b.StopAsync();

        a.Links.Dial(b.Id, address);

        var reason = (await a.Events.NextAsync<DialFailed>()).Reason;
        Assert.Contains(address, reason, StringComparison.Ordinal);
        Assert.Contains("not reachable", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_never_answers_is_given_up()
    {
        var (a, b) = await TestNode.StartPairAsync(options => options.DialTimeout = TimeSpan.FromMilliseconds(300));
        await using var _ = a;
        await using var __ = b;
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();

        a.Links.Dial(b.Id, $"https://{mute.LocalEndpoint}");

        Assert.Contains("did not answer in time", (await a.Events.NextAsync<DialFailed>()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("http://localhost:1")]
    [InlineData("https://localhost:1/path")]
    public async Task A_malformed_address_is_reported(string address)
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;

        a.Links.Dial(b.Id, address);

        Assert.Contains("https://HOST:PORT", (await a.Events.NextAsync<DialFailed>()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dial_under_way_ends_with_the_node()
    {
        var (a, b) = await TestNode.StartPairAsync(options => options.DialTimeout = TimeSpan.FromMinutes(1));
        await using var _ = a;
        await using var __ = b;
        using var mute = new TcpListener(IPAddress.Loopback, 0);
        mute.Start();
        a.Links.Dial(b.Id, $"https://{mute.LocalEndpoint}");
        using var caller = await mute.AcceptTcpClientAsync();

        await a.StopAsync().WaitAsync(Patience.Limit);

        Assert.Contains("shutting down", (await a.Events.NextAsync<DialFailed>()).Reason, StringComparison.Ordinal);
    }
}
