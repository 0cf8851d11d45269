using System.Globalization;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>Reads the escapes that mean the same inside and outside of a class.</summary>
internal static class PatternEscape
{
    private const string Controls = "aftnrv";
    private const string ControlCharacters = "\a\f\t\n\r\v";

    /// <summary>Reads the escape at the place, which has a backslash, and moves behind it.</summary>
    public static bool TryRead(string pattern, ref int at, out PatternItem item)
    {
        item = default;
        if (at + 1 >= pattern.Length)
        {
            return false;
        }

        var kind = pattern[at + 1];
        at += 2;
        switch (kind)
        {
            case 'd' or 'D':
                item = new(@"0-9", IsNegated: kind == 'D');
                return true;
            case 'w' or 'W':
                item = new(@"0-9A-Za-z_", IsNegated: kind == 'W');
                return true;
            case 's' or 'S':
                item = new(@"\t\n\f\r ", IsNegated: kind == 'S');
                return true;
            case 'x':
                return TryReadHex(pattern, ref at, out item);
        }

        if (Controls.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var control)
        {
            item = PatternItem.Of(ControlCharacters[control]);
            return true;
        }

        item = PatternItem.Of(kind);
        return char.IsAscii(kind) && (char.IsPunctuation(kind) || char.IsSymbol(kind));
    }

    /// <summary>Two digits, or any in braces, of a code point of 16 bits that is no surrogate.</summary>
    private static bool TryReadHex(string pattern, ref int at, out PatternItem item)
    {
        var inBraces = at < pattern.Length && pattern[at] == '{';
        var start = inBraces ? at + 1 : at;
        var end = inBraces ? pattern.IndexOf('}', start) : at + 2;
        item = default;
        if (end < 0 || end > pattern.Length ||
            !ushort.TryParse(pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || char.IsSurrogate((char)point))
        {
            return false;
        }

        at = inBraces ? end + 1 : end;
        item = PatternItem.Of((char)point);
        return true;
    }
}
