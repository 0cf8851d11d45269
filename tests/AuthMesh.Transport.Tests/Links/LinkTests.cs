using System.Buffers.Binary;
using System.Security.Cryptography;
using AuthMesh.Core.Replication;
using AuthMesh.Transport.Tests.Harness;

namespace AuthMesh.Transport.Tests.Links;

public sealed class LinkTests
{
    [Fact]
    public async Task Frames_go_both_ways_whoever_dialled()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);

        a.Links.Send(mine, "to b"u8.ToArray());
        b.Links.Send(theirs, "to a"u8.ToArray());

        var (atA, atB) = (await a.Events.NextFrameAsync(), await b.Events.NextFrameAsync());
        Assert.Equal("to b"u8.ToArray(), atB);
        Assert.Equal("to a"u8.ToArray(), atA);
    }

    [Fact]
    public async Task Frames_arrive_whole_and_in_order_also_big_and_empty_ones()
    {
        var (a, b) = await TestNode.StartPairAsync(options => options.MaxQueuedBytes = 64 * 1024 * 1024);
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);
        int[] sizes = [0, 1, 5, 100, 4096, 65_535, 65_536, 300_000, MeshOptions.MaxFrameBytes];
        var frames = Enumerable.Range(0, 20).SelectMany(_ => sizes).Select(RandomNumberGenerator.GetBytes).ToList();

        foreach (var frame in frames)
        {
            a.Links.Send(mine, frame);
            b.Links.Send(theirs, frame);
        }

        foreach (var frame in frames)
        {
            var (atA, atB) = (await a.Events.NextFrameAsync(), await b.Events.NextFrameAsync());
            Assert.True(frame.AsSpan().SequenceEqual(atB));
            Assert.True(frame.AsSpan().SequenceEqual(atA));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_for_a_busy_replica_arrives_whole_and_in_order(bool dialledEndIsBusy)
    {
        const int Count = 300, Size = 100_000;
        var (a, b) = await TestNode.StartPairAsync(options => options.MaxQueuedBytes = 64 * 1024 * 1024);
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);
        var (sender, link, receiver) = dialledEndIsBusy ? (b, theirs, a) : (a, mine, b);
        receiver.Events.Gate = new TaskCompletionSource();

        for (var i = 0; i < Count; i++)
        {
            var frame = new byte[Size];
            BinaryPrimitives.WriteInt32BigEndian(frame, i);
            sender.Links.Send(link, frame);
        }

        receiver.Events.Gate.SetResult();

        for (var i = 0; i < Count; i++)
        {
            Assert.Equal(i, BinaryPrimitives.ReadInt32BigEndian(await receiver.Events.NextFrameAsync()));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_replica_that_is_busy_for_longer_than_the_peer_timeout_keeps_its_link(bool dialledEndIsBusy)
    {
        var (a, b) = await TestNode.StartPairAsync(options =>
        {
            options.PingInterval = TimeSpan.FromMilliseconds(100);
            options.PeerTimeout = TimeSpan.FromMilliseconds(1500);
            options.MaxWaitingBytes = MeshOptions.MaxFrameBytes;
            options.MaxQueuedBytes = 64 * 1024 * 1024;
        });
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);
        var (sender, link, receiver) = dialledEndIsBusy ? (b, theirs, a) : (a, mine, b);
        receiver.Events.Gate = new TaskCompletionSource();

        for (var i = 0; i < 40; i++)
        {
            sender.Links.Send(link, new byte[MeshOptions.MaxFrameBytes]);
        }

        // This is about the passing of time itself: three timeouts go by while nothing is read.
        await Task.Delay(TimeSpan.FromSeconds(4.5));
        receiver.Events.Gate.SetResult();

        for (var i = 0; i < 40; i++)
        {
            await receiver.Events.NextFrameAsync();
        }

        Assert.False(a.Events.AnythingElse || b.Events.AnythingElse);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Both_ends_are_told_once_that_a_link_was_closed(bool byTheDialler)
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);
        var (closer, link, other) = byTheDialler ? (a, mine, b) : (b, theirs, a);

        closer.Links.Close(link, "enough");
        closer.Links.Close(link, "twice");

        Assert.Equal(new LinkClosed(link, "enough"), await closer.Events.NextAsync<LinkClosed>());
        await other.Events.NextAsync<LinkClosed>();
        await a.StopAsync();
        await b.StopAsync();
        Assert.False(a.Events.AnythingElse || b.Events.AnythingElse);
        Assert.DoesNotContain(a.Log.Lines.Concat(b.Log.Lines), line => line.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_link_takes_frames_and_drops_them()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (mine, _) = await a.LinkToAsync(b);
        a.Links.Close(mine, "enough");
        await a.Events.NextAsync<LinkClosed>();

        a.Links.Send(mine, new byte[10]);
        a.Links.Send(new LinkId(long.MaxValue), new byte[10]);
        a.Links.Close(new LinkId(long.MaxValue), "never was");

        Assert.False(a.Events.AnythingElse);
    }

    [Fact]
    public async Task A_link_can_be_dialled_anew()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (first, _) = await a.LinkToAsync(b);
        a.Links.Close(first, "once more");
        await a.Events.NextAsync<LinkClosed>();
        await b.Events.NextAsync<LinkClosed>();

        var (second, _) = await a.LinkToAsync(b);
        a.Links.Send(second, new byte[3]);

        Assert.NotEqual(first, second);
        Assert.Equal(3, (await b.Events.NextFrameAsync()).Length);
    }

    [Fact]
    public async Task When_both_dial_at_once_both_links_work()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;

        a.Dial(b);
        b.Dial(a);
        var links = new[] { await a.Events.NextAsync<LinkOpened>(), await a.Events.NextAsync<LinkOpened>() };
        foreach (var link in links)
        {
            a.Links.Send(link.Link, new byte[] { link.Dialled ? (byte)1 : (byte)0 });
        }

        var frames = new[] { await b.Events.NextFrameAsync(), await b.Events.NextFrameAsync() };
        Assert.Equal([0, 1], frames.Select(frame => (int)frame[0]).Order());
        Assert.Single(links, link => link.Dialled);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stopping_a_node_tells_both_ends_at_once(bool stopTheDialler)
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        await a.LinkToAsync(b);
        var (stopped, other) = stopTheDialler ? (a, b) : (b, a);

        await stopped.StopAsync().WaitAsync(Patience.Limit);

        Assert.Contains("shutting down", (await stopped.Events.NextAsync<LinkClosed>()).Reason, StringComparison.Ordinal);
        await other.Events.NextAsync<LinkClosed>();
        Assert.False(stopped.Events.AnythingElse);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_outruns_a_busy_replica_loses_the_link(bool dialledEndIsBusy)
    {
        var (a, b) = await TestNode.StartPairAsync(options => options.MaxQueuedBytes = 8 * MeshOptions.MaxFrameBytes);
        await using var _ = a;
        await using var __ = b;
        var (mine, theirs) = await a.LinkToAsync(b);
        var (sender, link, receiver) = dialledEndIsBusy ? (b, theirs, a) : (a, mine, b);
        receiver.Events.Gate = new TaskCompletionSource();

        for (var i = 0; i < 100; i++)
        {
            sender.Links.Send(link, new byte[MeshOptions.MaxFrameBytes]);
        }

        Assert.Contains("wait to be sent", (await sender.Events.NextAsync<LinkClosed>()).Reason, StringComparison.Ordinal);
        receiver.Events.Gate.SetResult(); // who does not read does not notice, until it does
        await receiver.Events.NextAsync<LinkClosed>();
    }

    [Fact]
    public async Task A_replica_that_fails_on_a_frame_loses_the_link_and_nothing_else()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (mine, _) = await a.LinkToAsync(b);
        b.Events.Gate = new TaskCompletionSource();
        b.Events.Gate.SetException(new InvalidOperationException("a fault"));

        a.Links.Send(mine, new byte[1]);

        Assert.Contains("failed on a frame", (await b.Events.NextAsync<LinkClosed>()).Reason, StringComparison.Ordinal);
        await a.Events.NextAsync<LinkClosed>();
        await b.Log.WaitForAsync("a fault");
    }

    [Fact]
    public async Task A_frame_above_the_limit_is_not_sent_but_ends_the_link()
    {
        var (a, b) = await TestNode.StartPairAsync();
        await using var _ = a;
        await using var __ = b;
        var (mine, _) = await a.LinkToAsync(b);

        a.Links.Send(mine, new byte[MeshOptions.MaxFrameBytes + 1]);

        Assert.Contains("allowed", (await a.Events.NextAsync<LinkClosed>()).Reason, StringComparison.Ordinal);
    }
}
