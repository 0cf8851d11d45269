using System.Globalization;
using System.Text;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>Reads string literals: in single or double quotes, tripled for texts of several lines, with <c>r</c> before them for raw ones.</summary>
internal static class TextLiteral
{
    private const string SimpleEscapes = """\?"'`abfnrtv""";
    private const string SimpleMeanings = "\\?\"'`\a\b\f\n\r\t\v";

    public static bool StartsAt(string source, int offset) =>
        Prefix(source, offset) is var quote && quote < source.Length && source[quote] is '"' or '\'';

    /// <summary>Reads the literal at the offset and moves behind it.</summary>
    public static bool TryRead(string source, ref int offset, out string text, ErrorSink errors)
    {
        var start = offset;
        var quote = Prefix(source, start);
        var prefix = source.AsSpan(start, quote - start);
        text = "";
        if (prefix.ContainsAny('b', 'B'))
        {
            errors.Report("bytes are not part of conditions; use a string", start);
            return false;
        }

        var isTriple = string.CompareOrdinal(source, quote, new string(source[quote], 3), 0, 3) == 0;
        var delimiter = source.AsSpan(quote, isTriple ? 3 : 1);
        offset = quote + delimiter.Length;
        var result = new StringBuilder();
        while (!source.AsSpan(offset).StartsWith(delimiter))
        {
            if (offset >= source.Length || (!isTriple && source[offset] is '\r' or '\n'))
            {
                errors.Report("this string does not end", start);
                return false;
            }

            if (source[offset] == '\\' && prefix.IsEmpty)
            {
                if (!TryReadEscape(source, ref offset, result))
                {
                    errors.Report("this escape is unknown; a backslash itself is written '\\\\'", offset);
                    return false;
                }
            }
            else
            {
                result.Append(source[offset++]);
            }
        }

        offset += delimiter.Length;
        text = result.ToString();
        if (NameRules.IsUnicode(text))
        {
            return true;
        }

        errors.Report("this string has a lone surrogate, which is no Unicode text", start);
        return false;
    }

    /// <summary>The offset behind the letters before the quote.</summary>
    private static int Prefix(string source, int offset)
    {
        var raw = source[offset] is 'b' or 'B' ? offset + 1 : offset;
        return raw < source.Length && source[raw] is 'r' or 'R' ? raw + 1 : raw;
    }

    private static bool TryReadEscape(string source, ref int offset, StringBuilder result)
    {
        var kind = offset + 1 < source.Length ? source[offset + 1] : '\0';
        if (SimpleEscapes.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var simple)
        {
            result.Append(SimpleMeanings[simple]);
            offset += 2;
            return true;
        }

        var (from, digits) = kind switch
        {
            'x' or 'X' => (offset + 2, 2),
            'u' => (offset + 2, 4),
            'U' => (offset + 2, 8),
            >= '0' and <= '3' => (offset + 1, 3),
            _ => (offset, 0),
        };
        if (digits == 0 || from + digits > source.Length || CodePoint(source.AsSpan(from, digits), isOctal: digits == 3) is not { } point)
        {
            return false;
        }

        result.Append(point <= char.MaxValue ? ((char)point).ToString() : char.ConvertFromUtf32(point));
        offset = from + digits;
        return true;
    }

    private static int? CodePoint(ReadOnlySpan<char> digits, bool isOctal)
    {
        if (!isOctal)
        {
            return int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) && point is >= 0 and <= 0x10FFFF ? point : null;
        }

        return digits.ContainsAnyExceptInRange('0', '7') ? null : ((digits[0] - '0') * 64) + ((digits[1] - '0') * 8) + digits[2] - '0';
    }
}
