using System.Text;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Roster;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Joining;
using AuthMesh.Transport.Tests.Harness;

namespace AuthMesh.Transport.Tests.Joining;

public sealed class JoinTests
{
    private const string Good = """{"invitationId":"00","secret":"AAAA","name":"b","address":"https://b:1"}""";

    private static readonly MeshId Mesh = new(new Hash256(Enumerable.Repeat((byte)7, 32).ToArray()));

    [Theory]
    [InlineData(JoinStatus.Admitted)]
    [InlineData(JoinStatus.Pending)]
    [InlineData(JoinStatus.Refused)]
    public async Task A_newcomer_gets_the_stewards_answer(JoinStatus status)
    {
        await using var steward = await TestNode.StartAsync();
        await using var newcomer = await TestNode.StartAsync();
        var invitation = Invite(steward);
        JoinClaim? claim = null;
        steward.Events.Admit = said =>
        {
            claim = said;
            return new JoinAnswer(status, status == JoinStatus.Admitted ? Mesh : null, "said the steward");
        };

        var answer = await newcomer.Join.RequestAsync(invitation, "lyon", newcomer.Address, CancellationToken.None);

        Assert.Equal(new JoinAnswer(status, status == JoinStatus.Admitted ? Mesh : null, "said the steward"), answer);
        Assert.NotNull(claim);
        Assert.Equal((invitation.Id, "lyon", newcomer.Address), (claim.InvitationId, claim.Name, claim.Address));
        Assert.True(claim.Secret.Span.SequenceEqual(invitation.Secret.Span));
        Assert.True(claim.PublicKey.Span.SequenceEqual(newcomer.Key.PublicKey.Span));
    }

    [Fact]
    public async Task The_secret_is_not_shown_to_anybody_else()
    {
        await using var impostor = await TestNode.StartAsync();
        await using var steward = await TestNode.StartAsync();
        await using var newcomer = await TestNode.StartAsync();
        var asked = false;
        impostor.Events.Admit = _ =>
        {
            asked = true;
            return new JoinAnswer(JoinStatus.Admitted, Mesh, "");
        };
        var invitation = new Invitation(Mesh, steward.Id, impostor.Address, new string('0', 32), new byte[16], DateTimeOffset.MaxValue);

        var failure = await Assert.ThrowsAsync<JoinException>(() => newcomer.Join.RequestAsync(invitation, "lyon", newcomer.Address, CancellationToken.None));

        Assert.Contains("another node", failure.Message, StringComparison.Ordinal);
        Assert.False(asked);
    }

    [Fact]
    public async Task A_steward_that_admits_to_another_mesh_is_not_followed()
    {
        await using var steward = await TestNode.StartAsync();
        await using var newcomer = await TestNode.StartAsync();
        steward.Events.Admit = _ => new JoinAnswer(JoinStatus.Admitted, new MeshId(new Hash256(new byte[32])), "");

        var failure = await Assert.ThrowsAsync<JoinException>(() => newcomer.Join.RequestAsync(Invite(steward), "lyon", newcomer.Address, CancellationToken.None));

        Assert.Contains("another mesh", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_steward_that_is_away_is_named()
    {
        await using var steward = await TestNode.StartAsync();
        await using var newcomer = await TestNode.StartAsync();
        var invitation = Invite(steward);
        await steward.StopAsync();

        var failure = await Assert.ThrowsAsync<JoinException>(() => newcomer.Join.RequestAsync(invitation, "lyon", newcomer.Address, CancellationToken.None));

        Assert.Contains(invitation.Address, failure.Message, StringComparison.Ordinal);
        Assert.Contains("not reachable", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"invitationId":1,"secret":"AAAA","name":"b","address":"https://b:1"}""")]
    [InlineData("""{"invitationId":null,"secret":"AAAA","name":"b","address":"https://b:1"}""")]
    [InlineData("""{"invitationId":"00","secret":"not base64!","name":"b","address":"https://b:1"}""")]
    [InlineData("""{"invitationId":"00","secret":"AAAA","name":"b","address":"https://b:1","more":1}""")]
    [InlineData("""{"invitationId":"00","secret":"AAAA","name":"b"}""")]
    public async Task A_malformed_request_is_answered_400_and_changes_nothing(string body)
    {
        await using var steward = await TestNode.StartAsync();
        steward.Events.Admit = _ => throw new InvalidOperationException("must not be asked");

        var answer = await PostAsync(steward, body);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"malformed\"", answer, StringComparison.Ordinal);
        await steward.Log.WaitForAsync("malformed");
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_answered_415()
    {
        await using var steward = await TestNode.StartAsync();

        Assert.StartsWith("HTTP/1.1 415", await PostAsync(steward, Good, contentType: "text/plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_big_body_is_answered_413()
    {
        await using var steward = await TestNode.StartAsync();
        var body = Good.Replace("\"b\"", $"\"{new string('b', JoinRequest.MaxBytes)}\"", StringComparison.Ordinal);

        var answer = await PostAsync(steward, body);

        Assert.StartsWith("HTTP/1.1 413", answer, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"too_large\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_hammers_is_answered_429()
    {
        await using var steward = await TestNode.StartAsync(options => options.JoinsPerMinutePerAddress = 2);

        var answers = new[] { await PostAsync(steward, Good), await PostAsync(steward, Good), await PostAsync(steward, Good) };

        Assert.Equal(["200", "200", "429"], answers.Select(answer => answer.Split(' ')[1]));
        Assert.Contains("Retry-After: 60", answers[2], StringComparison.Ordinal);
        Assert.Contains("\"code\":\"rate_limited\"", answers[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_newcomers_together_are_limited_too()
    {
        await using var steward = await TestNode.StartAsync(options => options.JoinsPerMinute = 1);

        Assert.StartsWith("HTTP/1.1 200", await PostAsync(steward, Good), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 429", await PostAsync(steward, Good), StringComparison.Ordinal);
    }

    private static Invitation Invite(TestNode steward) =>
        new(Mesh, steward.Id, steward.Address, new string('a', 32), Encoding.ASCII.GetBytes("sixteen bytes!!!"), DateTimeOffset.MaxValue);

    private static async Task<string> PostAsync(TestNode steward, string body, string contentType = "application/json")
    {
        using var key = NodeKey.Generate();
        using var certificate = Certificates.OfNode(key);
        return await RawClient.RequestAsync(steward, certificate,
            $"POST {MeshAddress.JoinPath} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
