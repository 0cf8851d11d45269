using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>RFC 3339 in UTC with milliseconds: one spelling for each instant.</summary>
internal sealed class UtcTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[Form.Length];
        value.UtcDateTime.TryFormat(text, out var written, Form);
        writer.WriteStringValue(text[..written]);
    }
}
