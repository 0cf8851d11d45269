using System.Net;
using AuthMesh.Client;
using AuthMesh.Node.Tests.Harness;
using TokenScope = AuthMesh.Core.Access.TokenScope;

namespace AuthMesh.Node.Tests.Rest;

public class JournalTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private TestNode Node => fixture.Node;

    private AuthMeshClient Client => Node.Client();

    [Fact]
    public async Task The_journal_tells_who_changed_what_in_the_shape_of_requests()
    {
        var list = await Node.NewListAsync();
        var entry = new PutEntry(Effect.Deny, "user:eve", "*", "doc:/secret/*", Note: "incident 7");
        var written = await Client.WriteAsync(list, new TransactionRequest([entry, new RemoveEntry(Effect.Allow, "user:eve", "read", "*"), new PutMembership("user:eve", "group:out")], Note: "why"));

        var page = await Client.GetJournalAsync(list);

        var item = Assert.Single(page.Items);
        Assert.Equal((written.Dot, written.Version, list, "test", "token:admin", "why"), (item.Dot, item.Version, item.List, item.NodeName, item.Actor, item.Note));
        Assert.Equal([entry, new PutMembership("user:eve", "group:out")], item.Changes);
        Assert.Equal((written.Version, false), (page.Version, page.More));
    }

    [Fact]
    public async Task Reading_goes_on_after_a_version_and_misses_and_repeats_nothing()
    {
        var list = await Node.NewListAsync();
        await WriteAsync(list, 0, 7);
        var subjects = new List<string>();
        string? after = null;
        JournalPage page;
        do
        {
            page = await Client.GetJournalAsync(list, after, limit: 3);
            subjects.AddRange(Subjects(page.Items));
            after = page.Version;
        }
        while (page.More);

        await WriteAsync(list, 7, 9);
        subjects.AddRange(Subjects((await Client.GetJournalAsync(list, after)).Items));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"user:{i}"), subjects);
    }

    [Fact]
    public async Task A_stream_gives_what_was_and_what_comes_and_resumes_after_the_last_version()
    {
        var list = await Node.NewListAsync();
        await WriteAsync(list, 0, 2);
        string? last = null;
        var subjects = new List<string>();

        await foreach (var item in Client.FollowJournalAsync(list))
        {
            subjects.AddRange(Subjects([item]));
            last = item.Version ?? last;
            if (subjects.Count == 2)
            {
                await WriteAsync(list, 2, 3);
            }
            else if (subjects.Count == 3)
            {
                break;
            }
        }

        await WriteAsync(list, 3, 5);
        await foreach (var item in Client.FollowJournalAsync(list, last))
        {
            subjects.AddRange(Subjects([item]));
            if (subjects.Count == 5)
            {
                break;
            }
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"user:{i}"), subjects);
    }

    [Fact]
    public async Task Last_event_id_wins_over_the_address()
    {
        var list = await Node.NewListAsync();
        await WriteAsync(list, 0, 1);
        var version = (await Client.GetStatusAsync(list)).Version;
        await WriteAsync(list, 1, 2);
        using var http = Node.Http(TokenScope.Read);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/lists/{list}/journal/stream");
        request.Headers.Add("Last-Event-ID", version);

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        var lines = new List<string>();
        while (lines.Count < 4)
        {
            lines.Add((await reader.ReadLineAsync())!);
        }

        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("id: ", lines[2]);
        Assert.Contains("user:1", lines[3]);
    }

    [Fact]
    public async Task A_bad_Last_event_id_is_refused_under_its_own_name()
    {
        using var http = Node.Http(TokenScope.Read);

        var answer = await http.AskAsync(HttpMethod.Get, "/api/v1/lists/default/journal/stream?after=x", headers: ("Last-Event-ID", "nonsense"));

        Assert.Equal(["Last-Event-ID"], answer.Fields);
    }

    [Fact]
    public async Task A_version_of_another_list_malformed_or_unknown_is_refused()
    {
        var (list, other) = (await Node.NewListAsync(), await Node.NewListAsync());
        var foreign = (await Client.GetStatusAsync(other)).Version;
        var unknown = Core.Journal.VersionToken.Of(Core.Lists.ListName.Parse(list), [new Core.Identity.Hash256(new byte[32])]).ToString();

        Assert.Equal("version_of_another_list", (await Assert.ThrowsAsync<AuthMeshException>(() => Client.GetJournalAsync(list, foreign))).Code);
        Assert.Equal("invalid", (await Assert.ThrowsAsync<AuthMeshException>(() => Client.GetJournalAsync(list, "nonsense"))).Code);
        var refused = await Assert.ThrowsAsync<AuthMeshException>(() => Client.GetJournalAsync(list, unknown));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "version_unknown"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task One_stream_too_many_is_refused()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Api:MaxStreams", "1"));
        using var http = node.Http(TokenScope.Read);
        using var first = await http.GetAsync("/api/v1/lists/default/journal/stream", HttpCompletionOption.ResponseHeadersRead);

        var second = await http.GetAnswerAsync("/api/v1/lists/default/journal/stream");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, second.Status);
        Assert.Equal("too_many_streams", second.Code);
    }

    [Fact]
    public async Task A_node_with_an_open_stream_stops_at_once()
    {
        var node = await TestNode.StartAsync();
        using var http = node.Http(TokenScope.Read);
        using var stream = await http.GetAsync("/api/v1/lists/default/journal/stream", HttpCompletionOption.ResponseHeadersRead);
        var stopping = System.Diagnostics.Stopwatch.StartNew();

        await node.DisposeAsync();

        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(4), $"It took {stopping.Elapsed}.");
    }

    private async Task WriteAsync(string list, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await Client.WriteAsync(list, new TransactionRequest([new PutEntry(Effect.Allow, $"user:{i}", "read", "doc:a")]));
        }
    }

    private static IEnumerable<string> Subjects(IEnumerable<JournalItem> items) => items.SelectMany(item => item.Changes).Cast<PutEntry>().Select(entry => entry.Subject);
}
