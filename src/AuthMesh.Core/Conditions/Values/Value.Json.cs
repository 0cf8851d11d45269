using System.Text.Json;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Conditions;

/// <content>Values of JSON.</content>
public readonly partial struct Value
{
    private static readonly JsonDocumentOptions _jsonOptions = new() { MaxDepth = CanonicalJson.MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The value of a JSON text; Unknown when it is none, is nested beyond <see cref="CanonicalJson.MaxDepth"/>, or has a name twice in an object.</summary>
    public static Value FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json, _jsonOptions);
            return FromJson(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            // The last two are the reader's answers to a lone surrogate, as it stands and as an escape.
            return Unknown;
        }
    }

    /// <summary>The value of a JSON element, which is copied. A number that is whole within 64 bits is an int, however it is spelt; any other is a double.</summary>
    /// <returns>Unknown for what no value can be: nested beyond <see cref="CanonicalJson.MaxDepth"/>, a name twice in an object, a number beyond the range of a
    /// double, a lone surrogate, or no element at all.</returns>
    public static Value FromJson(JsonElement element)
    {
        try
        {
            return FromJson(element, CanonicalJson.MaxDepth);
        }
        catch (InvalidOperationException)
        {
            // As above.
            return Unknown;
        }
    }

    private static Value FromJson(JsonElement element, int depthLeft) => element.ValueKind switch
    {
        JsonValueKind.Null => Null,
        JsonValueKind.True => True,
        JsonValueKind.False => False,
        JsonValueKind.String => From(element.GetString()!),
        JsonValueKind.Number => OfNumber(element),
        JsonValueKind.Array when depthLeft > 0 => OfArray(element, depthLeft - 1),
        JsonValueKind.Object when depthLeft > 0 => OfObject(element, depthLeft - 1),
        _ => Unknown,
    };

    private static Value OfNumber(JsonElement element)
    {
        if (element.TryGetInt64(out var whole))
        {
            return From(whole);
        }

        // As canonical JSON has it: 1.0 and 1e0 are 1, so that a value means the same stored and in a request.
        return !element.TryGetDouble(out var number) || !double.IsFinite(number) ? Unknown
            : Numbers.WholeOf(From(number)) is { } same ? From(same)
            : From(number);
    }

    private static Value OfArray(JsonElement element, int depthLeft)
    {
        var items = new Value[element.GetArrayLength()];
        var at = 0;
        foreach (var item in element.EnumerateArray())
        {
            items[at++] = FromJson(item, depthLeft);
        }

        return ListOf(items);
    }

    private static Value OfObject(JsonElement element, int depthLeft)
    {
        var entries = new KeyValuePair<Value, Value>[element.GetPropertyCount()];
        var at = 0;
        foreach (var property in element.EnumerateObject())
        {
            entries[at++] = new(From(property.Name), FromJson(property.Value, depthLeft));
        }

        return MapOf(entries);
    }
}
