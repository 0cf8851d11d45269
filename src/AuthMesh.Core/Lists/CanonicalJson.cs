using System.Text;
using System.Text.Json;

namespace AuthMesh.Core.Lists;

/// <summary>The one text of a JSON value, so that equal values are equal strings.</summary>
/// <remarks>
/// <para>As RFC 8785 (JSON Canonicalization Scheme): no blanks, object keys sorted by UTF-16 code units, strings with the fewest escapes (<c>"</c>, <c>\</c> and
/// control characters below U+0020), doubles as in ECMAScript. It differs in one point: a number that is a whole number within 64 bits keeps all its digits
/// (<see cref="CanonicalNumber"/>).</para>
/// <para>Text is kept as it is: no Unicode normalisation. Refused are duplicate keys, lone surrogates, numbers beyond the range of a double, and what
/// goes beyond <see cref="MaxDepth"/> or <see cref="MaxBytes"/>. What comes out comes out unchanged when put in again.</para>
/// </remarks>
public static class CanonicalJson
{
    /// <summary>The deepest nesting of arrays and objects.</summary>
    public const int MaxDepth = 32;

    /// <summary>The greatest length in bytes of UTF-8, of the text given and of its canonical form.</summary>
    public const int MaxBytes = 64 * 1024;

    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonDocumentOptions _options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <summary>The canonical form; otherwise <paramref name="error"/> says what is wrong and what is allowed.</summary>
    public static bool TryCanonicalise(string? json, out string canonical, out string? error)
    {
        canonical = "";
        error = null;
        try
        {
            if (json is null || json.Length > MaxBytes || _strictUtf8.GetByteCount(json) > MaxBytes)
            {
                error = json is null ? "is missing" : TooLong;
                return false;
            }

            using var document = JsonDocument.Parse(json, _options);
            var text = new StringBuilder(json.Length);
            error = Write(document.RootElement, text);
            if (error is null && Encoding.UTF8.GetByteCount(canonical = text.ToString()) > MaxBytes)
            {
                error = TooLong;
            }
        }
        catch (JsonException exception)
        {
            error = $"is not the JSON that is allowed here (nested to {MaxDepth} at most, no key twice): {exception.Message}";
        }
        catch (Exception exception) when (exception is EncoderFallbackException or InvalidOperationException)
        {
            // The reader gives InvalidOperationException for an escaped lone surrogate.
            error = "has a lone surrogate, which is no Unicode text";
        }

        canonical = error is null ? canonical : "";
        return error is null;
    }

    private static string TooLong => $"has more than {MaxBytes} bytes of UTF-8";

    private static string? Write(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                return WriteAll('{', element.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal), '}', text, property =>
                {
                    Write(property.Name, text);
                    text.Append(':');
                    return Write(property.Value, text);
                });
            case JsonValueKind.Array:
                return WriteAll('[', element.EnumerateArray(), ']', text, item => Write(item, text));
            case JsonValueKind.String:
                Write(element.GetString()!, text);
                return null;
            case JsonValueKind.Number:
                var number = CanonicalNumber.Of(element.GetRawText());
                text.Append(number);
                return number is null ? "has a number beyond the range of a double" : null;
            default:
                text.Append(element.GetRawText());
                return null;
        }
    }

    private static string? WriteAll<T>(char open, IEnumerable<T> items, char close, StringBuilder text, Func<T, string?> write)
    {
        text.Append(open);
        var separator = "";
        foreach (var item in items)
        {
            text.Append(separator);
            separator = ",";
            if (write(item) is { } error)
            {
                return error;
            }
        }

        text.Append(close);
        return null;
    }

    private static void Write(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append($"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
