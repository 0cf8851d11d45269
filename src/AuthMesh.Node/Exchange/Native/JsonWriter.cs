using System.Text.Encodings.Web;
using System.Text.Json;
using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Writes the native file as JSON: a record a line.</summary>
internal sealed class JsonWriter : IRecordWriter
{
    private readonly TextWriter _output;
    private string? _section;

    public JsonWriter(TextWriter output)
    {
        _output = output;
        _output.Write("{\n\"authmesh\": 1");
    }

    public void Write(RecordKey key, Details details)
    {
        var item = NativeItem.Of(key, details);
        _output.Write(item.Section == _section ? ",\n  " : $"{(_section is null ? "" : "\n]")},\n\n\"{item.Section}\": [\n  ");
        _section = item.Section;
        var fields = item.Fields.Select(field => $"{Text(field.Name)}: {Text(field.Text)}");
        if (item.Value is { } value)
        {
            fields = fields.Append($"\"values\": {{{Text(value.Name)}: {value.Json}}}");
        }

        _output.Write($"{{{string.Join(", ", fields)}}}");
    }

    public void Finish()
    {
        _output.Write(_section is null ? "\n}\n" : "\n]\n}\n");
        _output.Flush();
    }

    private static string Text(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
