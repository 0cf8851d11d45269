using System.Text;
using System.Text.Json;
using System.Runtime.InteropServices;
using AuthMesh.Core.Decisions;
using AuthMesh.Node.Rest.Requests;

namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Reads a question of the AuthZEN API: subject, action, resource, each taken whole from the item or, where that has none, from the defaults.</summary>
/// <remarks>On the way of every check: the good path makes three strings, and looks at nothing twice.</remarks>
internal readonly ref struct Question(JsonElement item, JsonElement defaults)
{
    private const int StackBytes = 1024;

    private readonly JsonElement _item = item;
    private readonly JsonElement _defaults = defaults;

    /// <summary>False, and noted, when something is missing or of a wrong type.</summary>
    /// <param name="request">Null when the question is well formed, but names what no list could hold: the answer is deny.</param>
    public bool TryRead(RequestErrors errors, out AccessRequest? request)
    {
        var before = errors.Count;
        var subject = Entity("subject", errors);
        var action = Action(errors);
        var resource = Entity("resource", errors);
        CheckObject(_item, "context", errors);
        request = subject is not null && action is not null && resource is not null ? new AccessRequest(subject, action, resource) : null;
        return errors.Count == before;
    }

    /// <summary><c>type:id</c>; null when noted, or when the type has a colon: joined, it would name another entity.</summary>
    private string? Entity(string name, RequestErrors errors)
    {
        if (!TryFind(name, errors, out var entity))
        {
            return null;
        }

        var good = IsText(entity, name, "type", errors, out var type);
        if (!IsText(entity, name, "id", errors, out var id) || !good)
        {
            return null;
        }

        CheckObject(entity, "properties", errors, name);
        return Join(name, type, id, errors);
    }

    private string? Action(RequestErrors errors)
    {
        if (!TryFind("action", errors, out var action) || !IsText(action, "action", "name", errors, out var name))
        {
            return null;
        }

        CheckObject(action, "properties", errors, "action");
        return Text("action.name", name, errors);
    }

    private bool TryFind(string name, RequestErrors errors, out JsonElement found)
    {
        if (!_item.TryGetProperty(name, out found) && !_defaults.TryGetProperty(name, out found))
        {
            errors.Add(name, "is missing");
            return false;
        }

        if (found.ValueKind != JsonValueKind.Object)
        {
            errors.Add(name, "is no object");
            return false;
        }

        return true;
    }

    private static bool IsText(JsonElement owner, string path, string name, RequestErrors errors, out JsonElement text)
    {
        if (owner.TryGetProperty(name, out text) && text.ValueKind == JsonValueKind.String)
        {
            return true;
        }

        errors.Add($"{path}.{name}", "is missing or no text");
        return false;
    }

    private static void CheckObject(JsonElement owner, string name, RequestErrors errors, string? path = null)
    {
        if (owner.TryGetProperty(name, out var value) && value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            errors.Add(path is null ? name : $"{path}.{name}", "is no object");
        }
    }

    private static string? Join(string path, JsonElement type, JsonElement id, RequestErrors errors)
    {
        var rawType = Unquoted(type);
        var rawId = Unquoted(id);
        if (rawType.Contains((byte)':'))
        {
            return null;
        }

        if (rawType.Contains((byte)'\\') || rawId.Contains((byte)'\\') || rawType.Length + rawId.Length >= StackBytes)
        {
            var (typeText, idText) = (Text($"{path}.type", type, errors), Text($"{path}.id", id, errors));
            return typeText is null || idText is null || typeText.Contains(':', StringComparison.Ordinal) ? null : $"{typeText}:{idText}";
        }

        Span<byte> joined = stackalloc byte[StackBytes];
        rawType.CopyTo(joined);
        joined[rawType.Length] = (byte)':';
        rawId.CopyTo(joined[(rawType.Length + 1)..]);
        return Encoding.UTF8.GetString(joined[..(rawType.Length + 1 + rawId.Length)]);
    }

    private static ReadOnlySpan<byte> Unquoted(JsonElement text) => JsonMarshal.GetRawUtf8Value(text)[1..^1];

    private static string? Text(string path, JsonElement text, RequestErrors errors)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            errors.Add(path, "has half of a surrogate pair, which is no Unicode text");
            return null;
        }
    }
}
