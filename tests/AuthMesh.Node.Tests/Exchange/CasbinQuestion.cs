using System.Text.Json;
using System.Text.Json.Nodes;
using AuthMesh.Node.Exchange;
using AuthMesh.Node.Exchange.Native;

namespace AuthMesh.Node.Tests.Exchange;

/// <summary>Fills a request into the question that an import tells of.</summary>
internal static class CasbinQuestion
{
    /// <param name="request">One value a field; JSON for a field that is an object.</param>
    public static DecisionTest Of(FileContent import, params IReadOnlyList<string> request)
    {
        var question = JsonNode.Parse(import.Question!)!;
        Fill(question, field => import.RequestFields.ToList().IndexOf(field) is >= 0 and var at ? request[at] : null);
        JsonElement? Properties(string name) => question[name]!["properties"] is { } properties ? JsonElement.Parse(properties.ToJsonString()) : null;
        return new DecisionTest(
            default, true,
            $"{question["subject"]!["type"]}:{question["subject"]!["id"]}", (string)question["action"]!["name"]!, $"{question["resource"]!["type"]}:{question["resource"]!["id"]}",
            Properties("subject"), Properties("action"), Properties("resource"), question["context"] is { } context ? JsonElement.Parse(context.ToJsonString()) : null);
    }

    private static void Fill(JsonNode node, Func<string, string?> valueOf)
    {
        foreach (var (name, value) in node.AsObject().ToList())
        {
            if (value is JsonObject)
            {
                Fill(value, valueOf);
            }
            else if ((string)value! is ['{', .. var field, '}'] && valueOf(field) is { } given)
            {
                node[name] = given.StartsWith('{') ? JsonNode.Parse(given) : given;
            }
        }
    }
}
