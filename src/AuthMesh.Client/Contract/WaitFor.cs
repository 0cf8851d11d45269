using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>How many nodes shall have applied a transaction before the answer: a number, or all.</summary>
/// <param name="Nodes">Null for all.</param>
[JsonConverter(typeof(WaitForConverter))]
public readonly record struct WaitFor(int? Nodes)
{
    /// <summary>All nodes of the mesh.</summary>
    public static WaitFor All { get; } = new(null);

    private sealed class WaitForConverter : JsonConverter<WaitFor>
    {
        public override WaitFor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number ? new WaitFor(reader.GetInt32())
            : reader.GetString() == "all" ? All
            : throw new JsonException("waitFor is neither a number nor \"all\".");

        public override void Write(Utf8JsonWriter writer, WaitFor value, JsonSerializerOptions options)
        {
            if (value.Nodes is { } nodes)
            {
                writer.WriteNumberValue(nodes);
            }
            else
            {
                writer.WriteStringValue("all");
            }
        }
    }
}
