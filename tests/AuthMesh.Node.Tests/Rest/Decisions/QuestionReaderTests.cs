using System.Text;
using System.Text.Json;
using AuthMesh.Core.Conditions;
using AuthMesh.Node.Rest.Decisions;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Tests.Rest.Decisions;

public class QuestionReaderTests
{
    private const string Good =
        """{"subject":{"type":"user","id":"alice","properties":{"role":"admin","n":[1,{"a":null}]}},"action":{"name":"read","properties":{"soft":true}},"resource":{"type":"doc","id":"a"},"context":{"ip":"10.0.0.1"}}""";

    [Fact]
    public void Names_and_facts_are_read()
    {
        var errors = new RequestErrors();
        var body = Read(Good, QuestionKind.Evaluation, errors);

        Assert.True(body.Question.TryComplete(errors, out var request));
        Assert.Equal(("user:alice", "read", "doc:a"), (request!.Value.Subject, request.Value.Action, request.Value.Resource));
        Assert.Equal(Value.From("admin"), request.Value.Facts!.SubjectProperties.Member("role"));
        Assert.Equal(Value.True, request.Value.Facts.ActionProperties.Member("soft"));
        Assert.True(request.Value.Facts.ResourceProperties.IsAbsent);
        Assert.Equal(Value.From("10.0.0.1"), request.Value.Facts.Context.Member("ip"));
    }

    [Fact]
    public void A_question_without_facts_carries_none()
    {
        var errors = new RequestErrors();

        Assert.True(Read(DecisionTests.Question, QuestionKind.Evaluation, errors).Question.TryComplete(errors, out var request));
        Assert.Null(request!.Value.Facts);
    }

    [Theory]
    [InlineData("[]", "body")]
    [InlineData("null", "body")]
    [InlineData("""{}""", "subject", "action", "resource")]
    [InlineData("""{"subject":null,"action":[],"resource":"x"}""", "subject", "action", "resource")]
    [InlineData("""{"subject":{},"action":{},"resource":{"id":"a"}}""", "subject.type", "subject.id", "action.name", "resource.type")]
    [InlineData("""{"subject":{"type":1,"id":{}},"action":{"name":null},"resource":{"type":[],"id":true}}""", "subject.type", "subject.id", "action.name", "resource.type", "resource.id")]
    [InlineData("""{"subject":{"type":"user","id":"a","properties":[]},"action":{"name":"r","properties":"x"},"resource":{"type":"d","id":"b","properties":1}}""", "subject.properties", "action.properties", "resource.properties")]
    [InlineData("""{"subject":{"type":"user","id":"a"},"action":{"name":"r"},"resource":{"type":"d","id":"b"},"context":"x"}""", "context")]
    [InlineData("""{"subject":{"type":"user","id":"a"},"action":{"name":"r"},"resource":{"type":"d","id":"b"},"context":{"n":1e999}}""", "context")]
    [InlineData("""{"subject":{"type":"user","id":"a"},"action":{"name":"r"},"resource":{"type":"d","id":"b"},"context":{"n":"\ud800"}}""", "context")]
    [InlineData("""{"subject":{"type":"user\ud800","id":"a"},"action":{"name":"\udfff"},"resource":{"type":"d","id":"b"}}""", "subject.type", "action.name")]
    [InlineData("""{"evaluations":[{}],"options":{"evaluations_semantic":"execute_all\udc00"},"\ud800subject":1,"subject":{"type":"user","\ud800id":1}}""", "options.evaluations_semantic", "a member's name", "subject.a member's name")]
    [InlineData("""{"evaluations":[{}],"subject":{"type":5},"options":[]}""", "subject.type", "options")]
    [InlineData("""{"evaluations":null}""", "evaluations", "subject", "action", "resource")]
    [InlineData("""{"evaluations":{}}""", "evaluations", "subject", "action", "resource")]
    [InlineData("""{"evaluations":[{}],"options":{"evaluations_semantic":"Execute_all"}}""", "options.evaluations_semantic")]
    public void Everything_missing_or_of_a_wrong_type_is_named(string body, params string[] fields) => Assert.Equal(fields, Fields(body, QuestionKind.Evaluations));

    [Theory]
    [InlineData("""{"subject":{"type":"user","id":"a"},"subject":{"type":"user","id":"b"}}""", "subject")]
    [InlineData("""{"subject":{"type":"user","id":"a","i\u0064":"b"}}""", "subject.id")]
    [InlineData("""{"action":{"name":"read","name":"write"}}""", "action.name")]
    [InlineData("""{"subject":{"properties":{"role":1,"role":2}}}""", "subject.properties")]
    [InlineData("""{"context":{"a":[{"b":{"c":1,"c":1}}]}}""", "context")]
    [InlineData("""{"more":1,"more":1}""", "more")]
    [InlineData("""{"more":{"a":1,"a":1}}""", "body")]
    [InlineData("""{"subject":{"more":[{"a":1,"a":1}]}}""", "subject")]
    [InlineData("""{"evaluations":[{},{"action":{"name":"a","name":"b"}}]}""", "evaluations[1].action.name")]
    [InlineData("""{"evaluations":[{"x":{"a":1,"a":1}}]}""", "evaluations[0]")]
    [InlineData("""{"evaluations":[],"evaluations":[]}""", "evaluations")]
    [InlineData("""{"options":{"a":1,"a":2}}""", "options.a")]
    [InlineData("""{"evaluations":[[{"a":1,"a":2}]]}""", "evaluations[0]")]
    public void A_member_given_twice_is_refused_wherever_it_stands(string body, string field) => Assert.Contains(field, NotedFields(body, QuestionKind.Evaluations));

    [Theory]
    [InlineData("""{"page":5}""", "page")]
    [InlineData("""{"page":{"limit":0}}""", "page.limit")]
    [InlineData("""{"page":{"limit":1.5}}""", "page.limit")]
    [InlineData("""{"page":{"limit":"1"}}""", "page.limit")]
    [InlineData("""{"page":{"token":1}}""", "page.token")]
    public void A_wrong_page_is_named(string body, string field) => Assert.Equal([field], NotedFields(body, QuestionKind.SubjectSearch));

    [Fact]
    public void The_side_that_a_search_asks_for_needs_a_type_only()
    {
        const string Body = """{"subject":{"type":"user","id":5},"action":{"name":"read"},"resource":{"type":"doc","id":"a"},"page":{"limit":99999999999}}""";
        var errors = new RequestErrors();

        var body = Read(Body, QuestionKind.SubjectSearch, errors);

        Assert.Equal(0, errors.Count);
        Assert.Equal("user", body.Question.Subject.Name);
        Assert.Equal(int.MaxValue, body.Page!.Limit);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"subject":{"type":"user","id":"a"},}""")]
    [InlineData("""{"more":[1,]}""")]
    [InlineData("{//\n}")]
    public void What_is_no_JSON_is_refused(string body) => Assert.ThrowsAny<JsonException>(() => Read(body, QuestionKind.Evaluations, new RequestErrors()));

    [Fact]
    public void Deep_nesting_is_refused() => Assert.ThrowsAny<JsonException>(() => Read(
        "{\"context\":{\"a\":" + new string('[', 1000) + new string(']', 1000) + "}}", QuestionKind.Evaluation, new RequestErrors()));

    /// <summary>Damaged bodies: nothing but the promised exception comes out, and what is accepted says what a strict parser finds in it.</summary>
    [Fact]
    public void Whatever_the_bytes_are_only_what_they_say_is_read()
    {
        var random = new Random(20261122);
        var seeds = new[] { Good, DecisionTests.Question, "{\"evaluations\":[" + Good + ",{}],\"options\":{\"evaluations_semantic\":\"execute_all\"},\"more\":{\"x\":[]}}" };
        var accepted = 0;
        for (var run = 0; run < 30_000; run++)
        {
            var bytes = Damaged(Encoding.UTF8.GetBytes(seeds[run % seeds.Length]), random);
            var kind = (QuestionKind)random.Next(5);
            var errors = new RequestErrors();
            QuestionBody body;
            try
            {
                body = QuestionReader.Read(bytes, kind, errors);
            }
            catch (JsonException)
            {
                continue;
            }

            if (errors.Count == 0 && body.Items is null && kind < QuestionKind.SubjectSearch && body.Question.TryComplete(errors, out var request) && request is { } asked)
            {
                accepted++;
                using var strict = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false });
                Assert.Equal(Entity(strict.RootElement.GetProperty("subject")), asked.Subject);
                Assert.Equal(strict.RootElement.GetProperty("action").GetProperty("name").GetString(), asked.Action);
                Assert.Equal(Entity(strict.RootElement.GetProperty("resource")), asked.Resource);
            }
        }

        Assert.True(accepted > 100, $"{accepted} were accepted");
    }

    private static string Entity(JsonElement entity) => $"{entity.GetProperty("type").GetString()}:{entity.GetProperty("id").GetString()}";

    private static byte[] Damaged(byte[] bytes, Random random)
    {
        const string Alphabet = "{}[]\",:\\u0dn1e-t\u007f ";
        string[] pieces = ["\\ud800", "\\u0000", "1e999", "\"a\":[", "\"id\":"];
        var damaged = bytes.ToList();
        for (var blows = random.Next(4); blows >= 0; blows--)
        {
            var at = random.Next(damaged.Count);
            var length = Math.Min(random.Next(1, 12), damaged.Count - at);
            switch (random.Next(5))
            {
                case 4: damaged.InsertRange(at, Encoding.UTF8.GetBytes(pieces[random.Next(pieces.Length)])); break;
                case 0: damaged[at] = (byte)Alphabet[random.Next(Alphabet.Length)]; break;
                case 1: damaged.InsertRange(at, damaged.GetRange(random.Next(damaged.Count - length + 1), length)); break;
                case 2 when damaged.Count > 12: damaged.RemoveRange(at, length); break;
                default: damaged[at] = (byte)random.Next(32, 127); break;
            }
        }

        return [.. damaged];
    }

    private static QuestionBody Read(string body, QuestionKind kind, RequestErrors errors) => QuestionReader.Read(Encoding.UTF8.GetBytes(body), kind, errors);

    private static string[] NotedFields(string body, QuestionKind kind)
    {
        var errors = new RequestErrors();
        Read(body, kind, errors);
        return [.. errors.Fields];
    }

    private static string[] Fields(string body, QuestionKind kind)
    {
        var errors = new RequestErrors();
        var read = Read(body, kind, errors);
        if (errors.Count == 0 || read.Items is null)
        {
            read.Question.TryComplete(errors, out _);
        }

        return [.. errors.Fields];
    }
}
