using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using AuthMesh.Core.Replication;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Links;
using AuthMesh.Transport.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Transport.Tests.Links;

/// <summary>What peers that are in the roster may do wrong: each time the link ends, and the node goes on.</summary>
public sealed class MisbehavingPeerTests
{
    public static TheoryData<string, byte[]> Garbage => new()
    {
        { "a message of a length beyond the limit", Message(MeshOptions.MaxFrameBytes + 2, 1) },
        { "a message of a negative length", Message(-1, 1) },
        { "a message without a kind", Message(0) },
        { "a message of an unknown kind", Message(2, 99, 0) },
        { "text", Encoding.UTF8.GetBytes("GET / HTTP/1.1\r\n\r\n") },
    };

    [Theory]
    [MemberData(nameof(Garbage))]
    public async Task Garbage_ends_the_link_and_nothing_else(string what, byte[] bytes)
    {
        Assert.NotEmpty(what);
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        node.Events.Peers[key.NodeId] = true;
        using var socket = await RawClient.OpenSocketAsync(node, key);
        await socket.SayAsync(Encoding.UTF8.GetBytes(RawClient.Handshake));
        var opened = await node.Events.NextAsync<LinkOpened>();

        await socket.SayAsync(bytes);

        Assert.Equal(opened.Link, (await node.Events.NextAsync<LinkClosed>()).Link);
        await socket.WaitForEndAsync();
        await node.Log.WaitForAsync("is down");
        await GoesOnAsync(node);
    }

    [Theory]
    [InlineData("{\"protocol\":\"json\",\"version\":1}\u001e")]
    [InlineData("{\"protocol\":\"authmesh-frames\",\"version\":2}\u001e")]
    [InlineData("not a handshake\u001e")]
    public async Task Another_dialect_is_not_spoken(string handshake)
    {
        await using var node = await TestNode.StartAsync();
        using var key = NodeKey.Generate();
        node.Events.Peers[key.NodeId] = true;
        using var socket = await RawClient.OpenSocketAsync(node, key);

        await socket.SayAsync(Encoding.UTF8.GetBytes(handshake));

        await socket.WaitForEndAsync();
        Assert.False(node.Events.AnythingElse);
        await GoesOnAsync(node);
    }

    [Fact]
    public async Task An_oversized_frame_from_the_accepting_end_ends_the_link()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        await a.LinkToAsync(b);

        ReadOnlyMemory<byte> frame = new byte[MeshOptions.MaxFrameBytes + 1];
        await b.Services.GetRequiredService<IHubContext<MeshHub>>().Clients.All.SendCoreAsync(FrameHubProtocol.Method, [frame]);

        Assert.Contains("allowed", (await a.Events.NextAsync<LinkClosed>()).Reason, StringComparison.Ordinal);
        await b.Events.NextAsync<LinkClosed>();
        await GoesOnAsync(a);
    }

    [Fact]
    public async Task A_dialler_that_falls_silent_is_taken_for_dead()
    {
        await using var node = await TestNode.StartAsync(BeImpatient);
        using var key = NodeKey.Generate();
        node.Events.Peers[key.NodeId] = true;
        using var socket = await RawClient.OpenSocketAsync(node, key);
        await socket.SayAsync(Encoding.UTF8.GetBytes(RawClient.Handshake));
        var opened = await node.Events.NextAsync<LinkOpened>();

        var closed = await node.Events.NextAsync<LinkClosed>();

        Assert.Equal(opened.Link, closed.Link);
        Assert.Contains("no sign of life", closed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepting_end_that_falls_silent_is_taken_for_dead()
    {
        await using var mute = await TestNode.StartAsync(map: app =>
        {
            app.UseWebSockets();
            app.Map(MeshAddress.LinkPath, ShakeHandsAndFreezeAsync);
        });
        await using var node = await TestNode.StartAsync(BeImpatient);
        node.Knows(mute);
        mute.Knows(node);
        node.Dial(mute);
        var opened = await node.Events.NextAsync<LinkOpened>();

        var closed = await node.Events.NextAsync<LinkClosed>();

        Assert.Equal(opened.Link, closed.Link);
        Assert.Contains("no sign of life", closed.Reason, StringComparison.Ordinal);
    }

    private static void BeImpatient(MeshOptions options)
    {
        options.PingInterval = TimeSpan.FromMilliseconds(100);
        options.PeerTimeout = TimeSpan.FromMilliseconds(500);
    }

    private static async Task ShakeHandsAndFreezeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        await socket.ReceiveAsync(new byte[1024].AsMemory(), context.RequestAborted);
        await socket.SendAsync("{}\u001e"u8.ToArray(), WebSocketMessageType.Binary, true, context.RequestAborted);
        await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    private static async Task GoesOnAsync(TestNode node)
    {
        await using var another = await TestNode.StartAsync();
        another.Knows(node);
        node.Knows(another);
        var (mine, _) = await another.LinkToAsync(node);
        another.Links.Send(mine, new byte[7]);
        Assert.Equal(7, (await node.Events.NextFrameAsync()).Length);
    }

    private static byte[] Message(int length, params byte[] rest)
    {
        var bytes = new byte[4 + rest.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        rest.CopyTo(bytes, 4);
        return bytes;
    }
}
