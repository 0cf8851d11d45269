using System.Text.Json;

namespace AuthMesh.Node.CommandLine;

/// <summary>Reads JSON from the command line.</summary>
internal static class JsonArgument
{
    public static JsonElement Parse(string name, string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            throw new UsageException($"{name} is no JSON: {e.Message} A text needs its quotes: '\"admin\"'.");
        }
    }
}
