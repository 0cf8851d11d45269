using System.Net;
using System.Text;
using AuthMesh.Core.Access;
using AuthMesh.Node.Tests.Harness;

namespace AuthMesh.Node.Tests.Rest;

/// <summary>What no request should be: each gets a clear refusal, changes nothing, and the node goes on.</summary>
public class BadInputTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string Transactions = "/api/v1/lists/default/transactions";

    private TestNode Node => fixture.Node;

    [Theory]
    [InlineData("", "malformed_json")]
    [InlineData("{", "malformed_json")]
    [InlineData("{} {}", "malformed_json")]
    [InlineData("""{"changes":[],"changes":[]}""", "malformed_json")]
    [InlineData("""{"changes":[{"op":"putEntry","op":"putEntry"}]}""", "malformed_json")]
    [InlineData("""{"changes":[1e]}""", "malformed_json")]
    [InlineData("[]", "invalid")]
    [InlineData("null", "invalid")]
    [InlineData("\"text\"", "invalid")]
    public async Task What_is_no_JSON_object_is_refused(string body, string code)
    {
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.PostAnswerAsync(Transactions, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(code, answer.Code);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.PostAnswerAsync(Transactions, string.Concat(Enumerable.Repeat("[", 100)) + string.Concat(Enumerable.Repeat("]", 100)));

        Assert.Equal("malformed_json", answer.Code);
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF8_are_refused()
    {
        using var http = Node.Http(TokenScope.Write);
        using var content = new ByteArrayContent([.. "{\"note\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        content.Headers.ContentType = new("application/json");

        using var response = await http.PostAsync(Transactions, content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("malformed_json", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    public async Task A_body_of_megabytes_is_refused(int megabytes)
    {
        using var http = Node.Http(TokenScope.Write);

        // Content-Length says it, so the node need not read it.
        var answer = await http.AskAsync(
            HttpMethod.Post, Transactions, $$"""{"note":"{{new string('x', megabytes * 1024 * 1024)}}"}""", headers: ("Expect", "100-continue"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.Status);
        Assert.Equal("too_large", answer.Code);
    }

    /// <summary>Without a wait for the node's word, so that it is refused while it is still being sent.</summary>
    [Theory]
    [InlineData("/api/v1/lists/default/transactions", true)]
    [InlineData("/api/v1/lists/default/transactions", false)]
    [InlineData("/access/v1/evaluation", true)]
    public async Task A_body_of_ten_megabytes_is_refused_and_its_sender_gets_to_know(string path, bool isChunked)
    {
        using var http = Node.Http(TokenScope.Write);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StreamContent(new MemoryStream(new byte[10 * 1024 * 1024])) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TransferEncodingChunked = isChunked;

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("too_large", await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, (await http.GetAnswerAsync("/api/v1/node")).Status);
    }

    [Theory]
    [InlineData(Transactions, HttpStatusCode.UnsupportedMediaType)]
    [InlineData("/access/v1/evaluation", HttpStatusCode.BadRequest)]
    [InlineData("/access/v1/search/subject", HttpStatusCode.BadRequest)]
    public async Task Another_charset_than_UTF8_is_refused(string path, HttpStatusCode status)
    {
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.PostAnswerAsync(path, "{}", "application/json; charset=utf-16");

        Assert.Equal(status, answer.Status);
        Assert.Equal("unsupported_media_type", answer.Code);
        Assert.Equal("urn:authmesh:problem:unsupported_media_type", answer.Json.GetProperty("type").GetString());
        Assert.Equal("invalid", (await http.PostAnswerAsync(path, "{}", "application/json; charset=\"UTF-8\"")).Code);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("")]
    public async Task Another_media_type_is_refused(string type)
    {
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.PostAnswerAsync(Transactions, "{}", type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.Status);
        Assert.Equal("unsupported_media_type", answer.Code);
    }

    [Theory]
    [InlineData("""{}""", "changes")]
    [InlineData("""{"changes":{}}""", "changes")]
    [InlineData("""{"changes":[]}""", "changes")]
    [InlineData("""{"changes":[5]}""", "changes[0]")]
    [InlineData("""{"changes":[{}]}""", "changes[0].op")]
    [InlineData("""{"changes":[{"op":"PUTENTRY"}]}""", "changes[0].op")]
    [InlineData("""{"changes":[{"op":5}]}""", "changes[0].op")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"},{"op":"removeMembership","child":"user:a"}]}""", "changes[1].parent")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"alice","parent":"group:b"}]}""", "changes[0].child")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"surprise":1}""", "surprise")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b","until":"x"}]}""", "changes[0].until")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"note":5}""", "note")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"resolve":"yes"}""", "resolve")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"ifVersion":"x"}""", "ifVersion")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"waitFor":0}""", "waitFor")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"waitFor":"some"}""", "waitFor")]
    [InlineData("""{"changes":[{"op":"removeMembership","child":"user:a","parent":"group:b"}],"waitFor":99}""", "waitFor")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"maybe","subject":"user:a","action":"read","resource":"doc:b"}]}""", "changes[0].effect")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"us*","action":"read","resource":"doc:b"}]}""", "changes[0].subject")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"","resource":"doc:b"}]}""", "changes[0].action")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:\ud800","action":"read","resource":"doc:b"}]}""", "changes[0].subject")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","condition":"tru"}]}""", "changes[0].condition")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","condition":""}]}""", "changes[0].condition")]
    [InlineData("""{"changes":[{"op":"removeEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","condition":""}]}""", "changes[0].condition")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"deny","subject":"user:a","action":"action:read","resource":"doc:b"}]}""", "changes[0].action")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","expiresAt":"tomorrow"}]}""", "changes[0].expiresAt")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","expiresAt":"2030-01-01T00:00:00.0001Z"}]}""", "changes[0].expiresAt")]
    [InlineData("""{"changes":[{"op":"putEntry","effect":"allow","subject":"user:a","action":"read","resource":"doc:b","notBefore":1}]}""", "changes[0].notBefore")]
    [InlineData("""{"changes":[{"op":"setAttribute","entity":"user:a","name":"role"}]}""", "changes[0].value")]
    [InlineData("""{"changes":[{"op":"setAttribute","entity":"user:a","name":"role","value":1e999}]}""", "changes[0].value")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        using var http = Node.Http(TokenScope.Write);
        var before = await Node.Client().GetStatusAsync("default");

        var answer = await http.PostAnswerAsync(Transactions, body);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal("invalid", answer.Code);
        Assert.Contains(field, answer.Fields);
        Assert.Equal(before.Version, (await Node.Client().GetStatusAsync("default")).Version);
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_told_at_once()
    {
        using var http = Node.Http(TokenScope.Write);

        var answer = await http.PostAnswerAsync(
            Transactions, """{"changes":[{"op":"putEntry","effect":"x","subject":5,"action":"read"},{"op":"nothing"}],"colour":"red","note":false}""");

        Assert.Equal(["changes[0].effect", "changes[0].subject", "changes[0].resource", "changes[1].op", "note", "colour"], answer.Fields);
    }

    [Fact]
    public async Task An_over_long_id_is_refused()
    {
        using var http = Node.Http(TokenScope.Write);
        var id = new string('x', 513);

        var answer = await http.PostAnswerAsync(Transactions, $$"""{"changes":[{"op":"putMembership","child":"user:{{id}}","parent":"group:b"}]}""");

        Assert.Equal(["changes[0].child"], answer.Fields);
    }

    [Fact]
    public async Task More_changes_than_a_transaction_may_have_are_refused()
    {
        using var http = Node.Http(TokenScope.Write);
        var body = new StringBuilder("""{"changes":[0""");
        for (var i = 0; i < 10_000; i++)
        {
            body.Append(",0");
        }

        var answer = await http.PostAnswerAsync(Transactions, body.Append("]}").ToString());

        Assert.Equal(["changes"], answer.Fields);
    }

    [Theory]
    [InlineData("GET", "/api/v1/lists/nowhere/status")]
    [InlineData("GET", "/api/v1/lists/nowhere/entries")]
    [InlineData("GET", "/api/v1/lists/nowhere/journal")]
    [InlineData("GET", "/api/v1/lists/nowhere/journal/stream")]
    [InlineData("GET", "/api/v1/lists/mesh/entries")]
    [InlineData("GET", "/api/v1/lists/NoName/status")]
    [InlineData("POST", "/api/v1/lists/nowhere/transactions")]
    [InlineData("POST", "/lists/nowhere/access/v1/evaluation")]
    public async Task An_unknown_list_is_said_to_be_unknown(string method, string path)
    {
        using var http = Node.Http(TokenScope.Admin);

        var answer = await http.AskAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal("unknown_list", answer.Code);
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound, "unknown_path")]
    [InlineData("GET", "/access/v2/evaluation", HttpStatusCode.NotFound, "unknown_path")]
    [InlineData("DELETE", "/api/v1/node", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    [InlineData("PUT", "/access/v1/evaluation", HttpStatusCode.MethodNotAllowed, "method_not_allowed")]
    public async Task An_unknown_path_or_method_is_answered_with_a_problem(string method, string path, HttpStatusCode status, string code)
    {
        using var http = Node.Http(TokenScope.Admin);

        var answer = await http.AskAsync(new HttpMethod(method), path);

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, answer.Code);
    }
}
