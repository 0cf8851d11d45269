using System.Buffers;
using System.Text.Json;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>The JSON that a value of a native file stands for.</summary>
internal static class NodeJson
{
    /// <summary>The JSON text; null, and noted, when a part of it could be read in two ways or is no JSON.</summary>
    public static string? Of(FileNode node, FileProblems problems)
    {
        var before = problems.Count;
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { SkipValidation = true, MaxDepth = FileEvents.MaxDepth }))
        {
            Write(node, json, problems);
        }

        return problems.Count == before ? System.Text.Encoding.UTF8.GetString(bytes.WrittenSpan) : null;
    }

    private static void Write(FileNode node, Utf8JsonWriter json, FileProblems problems)
    {
        switch (node)
        {
            case FileScalar { Literal: { } literal }:
                json.WriteRawValue(literal, skipInputValidation: true);
                break;
            case FileScalar scalar:
                WriteText(scalar, json, problems);
                break;
            case FileList list:
                json.WriteStartArray();
                foreach (var item in list.Items)
                {
                    Write(item, json, problems);
                }

                json.WriteEndArray();
                break;
            case FileMap map:
                json.WriteStartObject();
                foreach (var (key, value) in map.Members)
                {
                    json.WritePropertyName(key.Text);
                    Write(value, json, problems);
                }

                json.WriteEndObject();
                break;
        }
    }

    private static void WriteText(FileScalar scalar, Utf8JsonWriter json, FileProblems problems)
    {
        if (scalar.Ambiguous)
        {
            problems.Add(scalar.At, scalar.Text.Length == 0 ? "a value is missing; allowed is any JSON value" : $"{scalar.Text} is a text for some and something else for others; put it in quotes, or write it as JSON does");
        }

        json.WriteStringValue(scalar.Text);
    }
}
