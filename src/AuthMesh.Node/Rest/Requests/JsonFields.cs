using System.Text.Json;

namespace AuthMesh.Node.Rest.Requests;

/// <summary>Reads the members of a JSON object, and notes every one that is missing, of a wrong type or not known.</summary>
/// <remarks>A member that is <c>null</c> counts as absent. What was noted reads as absent, so that reading goes on and finds the rest.</remarks>
internal sealed class JsonFields
{
    private readonly JsonElement _object;
    private readonly string _path;
    private readonly RequestErrors _errors;
    private readonly List<string> _asked = new(8);

    private JsonFields(JsonElement element, string path, RequestErrors errors)
    {
        _object = element;
        _path = path;
        _errors = errors;
    }

    /// <summary>The members of an object at a path (empty for the whole body); null, and noted, when it is none.</summary>
    public static JsonFields? Of(JsonElement element, string path, RequestErrors errors)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new JsonFields(element, path, errors);
        }

        errors.Add(path.Length == 0 ? "body" : path, $"is {Kind(element)}; allowed is an object");
        return null;
    }

    /// <summary>Where a member stands, e.g. <c>changes[2].subject</c>.</summary>
    public string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";

    /// <summary>Notes something about a member.</summary>
    public void Refuse(string name, string detail) => _errors.Add(PathOf(name), detail);

    /// <summary>Any value; null when absent.</summary>
    public JsonElement? Value(string name) => Raw(name) is { ValueKind: not JsonValueKind.Null } value ? value : null;

    /// <summary>Any value, JSON's <c>null</c> too; null when absent.</summary>
    public JsonElement? Raw(string name)
    {
        _asked.Add(name);
        return _object.TryGetProperty(name, out var value) ? value : null;
    }

    /// <summary>A text; null when absent.</summary>
    public string? Text(string name)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind != JsonValueKind.String)
        {
            Refuse(name, $"is {Kind(value)}; allowed is a text");
            return null;
        }

        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            Refuse(name, "has half of a surrogate pair, which is no Unicode text");
            return null;
        }
    }

    /// <summary>A text that has to be there; empty, and noted, when it is not.</summary>
    public string RequiredText(string name)
    {
        var before = _errors.Count;
        var text = Text(name);
        if (text is null && _errors.Count == before)
        {
            Refuse(name, "is missing");
        }

        return text ?? "";
    }

    /// <summary>A truth value; false when absent.</summary>
    public bool Flag(string name)
    {
        var value = Value(name);
        if (value is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) })
        {
            Refuse(name, $"is {Kind(value.Value)}; allowed is true or false");
        }

        return value?.ValueKind == JsonValueKind.True;
    }

    /// <summary>A whole number within bounds; null when absent.</summary>
    public int? Integer(string name, int least, int most)
    {
        if (Value(name) is not { } value)
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
        {
            return number;
        }

        Refuse(name, $"is {(value.ValueKind == JsonValueKind.Number ? value.GetRawText() : Kind(value))}; allowed is a whole number from {least} to {most}");
        return null;
    }

    /// <summary>One of the texts given with their meanings; the default, and noted, when it is missing or another.</summary>
    public T? OneOf<T>(string name, params ReadOnlySpan<(string Text, T Meaning)> choices)
    {
        var before = _errors.Count;
        var text = RequiredText(name);
        foreach (var choice in choices)
        {
            if (choice.Text == text)
            {
                return choice.Meaning;
            }
        }

        if (_errors.Count == before)
        {
            var allowed = new List<string>();
            foreach (var choice in choices)
            {
                allowed.Add(choice.Text);
            }

            Refuse(name, $"is '{RequestErrors.Shown(text)}'; allowed is one of {string.Join(", ", allowed)}");
        }

        return default;
    }

    /// <summary>Notes every member that nobody asked for.</summary>
    public void RefuseOthers()
    {
        foreach (var member in _object.EnumerateObject())
        {
            if (!_asked.Exists(member.NameEquals))
            {
                Refuse(RequestErrors.Shown(member.Name), $"is not known here; known are {string.Join(", ", _asked)}");
            }
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };
}
