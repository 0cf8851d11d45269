using AuthMesh.Core.Lists;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>Writes the native file as YAML: a record a line.</summary>
internal sealed class YamlWriter : IRecordWriter
{
    private readonly TextWriter _output;
    private string? _section;

    public YamlWriter(TextWriter output)
    {
        _output = output;
        _output.Write("authmesh: 1\n");
    }

    public void Write(RecordKey key, Details details)
    {
        var item = NativeItem.Of(key, details);
        if (item.Section != _section)
        {
            _output.Write($"\n{item.Section}:\n");
            _section = item.Section;
        }

        var fields = item.Fields.Select(field => $"{field.Name}: {NativeText.Of(field.Text)}");
        if (item.Value is { } value)
        {
            // JSON is YAML, but for the characters that YAML wants escaped: those go through the same quotes.
            fields = fields.Append($"values: {{{NativeText.Of(value.Name)}: {JsonInYaml.Of(value.Json)}}}");
        }

        _output.Write($"  - {{{string.Join(", ", fields)}}}\n");
    }

    public void Finish() => _output.Flush();
}
