using System.Text.Json;
using System.Text.Json.Nodes;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>How a Casbin request becomes a question: which of its fields is the subject, the action and the resource. All others go into the context.</summary>
internal sealed class RequestShape
{
    /// <summary>Stands in a question for what the requests do not have; any other name of the type would do.</summary>
    private const string Any = "any";

    private static readonly Dictionary<Side, string[]> _usualNames = new()
    {
        [Side.Subject] = ["sub", "subject", "user", "usr", "uid", "principal", "who"],
        [Side.Action] = ["act", "action", "method", "verb", "operation", "permission"],
        [Side.Resource] = ["obj", "object", "resource", "res", "path", "url", "uri", "data", "target"],
    };

    private readonly Dictionary<string, Side> _sides = [];

    public RequestShape(IReadOnlyList<string> fields, string subjectType, string resourceType)
    {
        (Fields, SubjectType, ResourceType) = (fields, subjectType, resourceType);
        foreach (var field in fields)
        {
            var side = _usualNames.FirstOrDefault(usual => usual.Value.Contains(field, StringComparer.OrdinalIgnoreCase)).Value is null
                ? Side.Context
                : _usualNames.First(usual => usual.Value.Contains(field, StringComparer.OrdinalIgnoreCase)).Key;
            _sides[field] = side != Side.Context && _sides.ContainsValue(side) ? Side.Context : side;
        }
    }

    public IReadOnlyList<string> Fields { get; }

    public string SubjectType { get; }

    public string ResourceType { get; }

    /// <summary>The side of a field; null when requests have no such field.</summary>
    public Side? SideOf(string field) => _sides.TryGetValue(field, out var side) ? side : null;

    /// <summary>The field on a side other than the context; null when requests have none.</summary>
    public string? FieldOf(Side side) => _sides.Where(field => field.Value == side).Select(field => field.Key).FirstOrDefault();

    /// <summary>The type of the entities on a side; null for actions, which are bare names.</summary>
    public string? TypeOf(Side side) => side switch { Side.Subject => SubjectType, Side.Resource => ResourceType, _ => null };

    /// <summary>The question, in AuthZEN's JSON, with <c>{field}</c> where a request's value goes.</summary>
    /// <param name="objects">The fields that are objects: their members become properties.</param>
    public string Question(IReadOnlySet<string> objects)
    {
        var question = new JsonObject
        {
            ["subject"] = Entity(SubjectType, FieldOf(Side.Subject), objects),
            ["action"] = Named("name", FieldOf(Side.Action), objects),
            ["resource"] = Entity(ResourceType, FieldOf(Side.Resource), objects),
        };
        var context = Fields.Where(field => _sides[field] == Side.Context).ToList();
        if (context.Count > 0)
        {
            question["context"] = new JsonObject(context.Select(field => KeyValuePair.Create<string, JsonNode?>(field, $"{{{field}}}")));
        }

        return question.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Entity(string type, string? field, IReadOnlySet<string> objects)
    {
        var named = Named("id", field, objects);
        named.Insert(0, "type", type);
        return named;
    }

    private static JsonObject Named(string member, string? field, IReadOnlySet<string> objects) => field is null
        ? new JsonObject { [member] = Any }
        : objects.Contains(field)
            ? new JsonObject { [member] = Any, ["properties"] = $"{{{field}}}" }
            : new JsonObject { [member] = $"{{{field}}}" };
}
