using System.Globalization;
using System.Text;

namespace AuthMesh.Core.Lists;

/// <summary>The one text of a JSON number.</summary>
/// <remarks>
/// It follows the value, not the spelling: <c>1</c>, <c>1.0</c> and <c>10e-1</c> are all <c>1</c>, and zero has no sign. A value that is a whole number from
/// -2^63 to 2^63-1 is written with all its digits. Any other becomes the nearest double; where that is such a whole number, it is written as one, else with the
/// fewest digits that read back as it, in the form of ECMAScript's Number::toString (<c>1e+21</c>, <c>0.000001</c>, <c>1.5e-7</c>).
/// </remarks>
internal static class CanonicalNumber
{
    /// <summary>The canonical text of a number in JSON's grammar; null when it is beyond the range of a double.</summary>
    public static string? Of(ReadOnlySpan<char> literal)
    {
        if (TryWhole(literal, out var whole))
        {
            return whole.ToString(CultureInfo.InvariantCulture);
        }

        var value = double.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            return null;
        }

        return double.IsInteger(value) && value is >= long.MinValue and < -(double)long.MinValue
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : Shortest(value);
    }

    /// <summary>True when the literal's exact value, not its nearest double, is a whole number within 64 bits.</summary>
    private static bool TryWhole(ReadOnlySpan<char> literal, out long whole)
    {
        var (negative, digits, exponent) = Split(literal);
        if (digits.Length == 0)
        {
            whole = 0;
            return true;
        }

        whole = 0;
        return exponent >= 0 && digits.Length + exponent <= 19 &&
            long.TryParse((negative ? "-" : "") + digits + new string('0', (int)exponent), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out whole);
    }

    /// <summary>Value = ±digits · 10^exponent, the digits without zeros at either end; no digits for zero.</summary>
    private static (bool Negative, string Digits, long Exponent) Split(ReadOnlySpan<char> literal)
    {
        var e = literal.IndexOfAny('e', 'E');
        var mantissa = e < 0 ? literal : literal[..e];
        var exponent = e < 0 ? 0 : ParseExponent(literal[(e + 1)..]);

        var negative = mantissa[0] == '-';
        var point = mantissa.IndexOf('.');
        if (point >= 0)
        {
            exponent -= mantissa.Length - point - 1;
        }

        var digits = mantissa.TrimStart('-').ToString().Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var trimmed = digits.TrimEnd('0');
        return (negative, trimmed, exponent + digits.Length - trimmed.Length);
    }

    /// <summary>An exponent of more than twelve digits is cut to that: the texts are too short to make up for it.</summary>
    private static long ParseExponent(ReadOnlySpan<char> text)
    {
        var digits = text.TrimStart("+-").TrimStart('0');
        var value = digits.Length == 0 ? 0 : long.Parse(digits[..Math.Min(digits.Length, 12)], NumberStyles.None, CultureInfo.InvariantCulture);
        return text[0] == '-' ? -value : value;
    }

    /// <summary>ECMA-262, Number::toString, from the shortest digits that round-trip.</summary>
    private static string Shortest(double value)
    {
        var (negative, digits, exponent) = Split(value.ToString("R", CultureInfo.InvariantCulture));
        var point = digits.Length + (int)exponent; // the value is 0.digits · 10^point
        var text = new StringBuilder(negative ? "-" : "");
        if (point is > 21 or <= -6)
        {
            text.Append(digits[0]);
            if (digits.Length > 1)
            {
                text.Append('.').Append(digits.AsSpan(1));
            }

            return text.Append(point > 0 ? "e+" : "e-").Append(Math.Abs(point - 1)).ToString();
        }

        if (point <= 0)
        {
            return text.Append("0.").Append('0', -point).Append(digits).ToString();
        }

        return point >= digits.Length
            ? text.Append(digits).Append('0', point - digits.Length).ToString()
            : text.Append(digits.AsSpan(0, point)).Append('.').Append(digits.AsSpan(point)).ToString();
    }
}
