using System.Text.Json;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Canonical JSON as flow YAML: the same, but that texts are written as this format does and a blank follows each colon.</summary>
internal static class JsonInYaml
{
    /// <summary>YAML takes no longer text for a key, up to 1024 characters as written, unless it is marked as one.</summary>
    private const int MostOfPlainKey = 100;

    public static string Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Of(document.RootElement);
    }

    private static string Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(", ", element.EnumerateObject().Select(member => $"{Key(member.Name)}: {Of(member.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(", ", element.EnumerateArray().Select(Of))}]",
        JsonValueKind.String => NativeText.Of(element.GetString()!),
        _ => element.GetRawText(),
    };

    private static string Key(string name) => name.Length > MostOfPlainKey ? $"? {NativeText.Of(name)} " : NativeText.Of(name);
}
