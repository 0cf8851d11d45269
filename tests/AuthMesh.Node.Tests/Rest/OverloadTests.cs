using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AuthMesh.Core.Access;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

public class OverloadTests
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_check_too_many_is_turned_away_at_once_and_nothing_else_is()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:MaxRequests", "1"));
        using var http = node.Http(TokenScope.Read);
        using var slow = await ConnectAsync(node);
        await slow.SendAsync(Encoding.ASCII.GetBytes(
            $"POST /access/v1/evaluation HTTP/1.1\r\nHost: node\r\nAuthorization: Bearer {node.Token(TokenScope.Check)}\r\nContent-Type: application/json\r\n" +
            $"Content-Length: {DecisionTests.Question.Length}\r\nExpect: 100-continue\r\n\r\n"));
        Assert.StartsWith("HTTP/1.1 100 ", await ReceiveAsync(slow)); // its body is being waited for: it is under way

        var refused = await http.PostAnswerAsync("/access/v1/evaluation", DecisionTests.Question);
        var search = await http.PostAnswerAsync("/lists/default/access/v1/search/subject", "{}");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "overloaded"), (refused.Status, refused.Code));
        Assert.Equal(TimeSpan.FromSeconds(1), refused.Response.Headers.RetryAfter?.Delta);
        Assert.Equal("overloaded", search.Code);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/api/v1/lists/default/status")).Status);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/healthz")).Status);

        await slow.SendAsync(Encoding.UTF8.GetBytes(DecisionTests.Question));
        Assert.StartsWith("HTTP/1.1 200 ", await ReceiveAsync(slow));
        await UntilAsync(async () => (await http.PostAnswerAsync("/access/v1/evaluation", DecisionTests.Question)).Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_journal_stream_does_not_count_as_a_request_under_way()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:MaxRequests", "1"));
        using var http = node.Http(TokenScope.Read);
        using var stream = await http.GetAsync("/api/v1/lists/default/journal/stream", HttpCompletionOption.ResponseHeadersRead);

        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/api/v1/lists/default/status")).Status);
    }

    [Fact]
    public async Task A_connection_too_many_is_closed_as_it_comes_and_those_that_are_open_go_on()
    {
        const int limit = 16;
        await using var node = await TestNode.StartAsync(("AuthMesh:Console:MaxConnections", $"{limit}"));
        var open = new List<Socket>();
        while (open.Count < limit)
        {
            open.Add(await ConnectAsync(node));
            Assert.True(await IsServedAsync(open[^1]));
        }

        using (var surplus = await ConnectAsync(node))
        {
            Assert.False(await IsServedAsync(surplus));
        }

        Assert.All(await Task.WhenAll(open.Select(IsServedAsync)), Assert.True);
        open[0].Dispose();
        await UntilAsync(async () =>
        {
            using var next = await ConnectAsync(node);
            return await IsServedAsync(next);
        });
        open.ForEach(socket => socket.Dispose());
    }

    private static async Task<Socket> ConnectAsync(TestNode node)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, node.Url.Port);
        return socket;
    }

    private static async Task<bool> IsServedAsync(Socket socket)
    {
        try
        {
            await socket.SendAsync("HEAD /healthz HTTP/1.1\r\nHost: node\r\n\r\n"u8.ToArray());
            return (await ReceiveAsync(socket)).StartsWith("HTTP/1.1 200 ", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>What came up to the end of an answer's headers, in however many pieces, or until the far end closed.</summary>
    private static async Task<string> ReceiveAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(_patience);
        var (text, buffer) = ("", new byte[8192]);
        while (!text.Contains("\r\n\r\n", StringComparison.Ordinal) && await socket.ReceiveAsync(buffer, limit.Token) is > 0 and var count)
        {
            text += Encoding.UTF8.GetString(buffer, 0, count);
        }

        return text;
    }

    /// <summary>A place is free a moment after its answer was read.</summary>
    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var waiting = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(waiting.Elapsed < _patience, "No place became free.");
        }
    }
}
