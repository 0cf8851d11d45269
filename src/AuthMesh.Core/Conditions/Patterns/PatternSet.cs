using System.Text;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>Reads a class in brackets: <c>[a-z_]</c>, <c>[^/]</c>.</summary>
internal static class PatternSet
{
    /// <summary>Reads the class at the place and moves behind it; gives it as .NET writes it, or says what is wrong.</summary>
    public static string Read(string pattern, ref int at, out string? error)
    {
        var start = at++;
        var isNegated = at < pattern.Length && pattern[at] == '^';
        at += isNegated ? 1 : 0;
        var content = new StringBuilder();
        error = null;
        for (var isFirst = true; at < pattern.Length && (isFirst || pattern[at] != ']'); isFirst = false)
        {
            if (!TryReadItem(pattern, ref at, out var item) || item.IsNegated)
            {
                error = Refused(at, @"this in a class; allowed are characters of 16 bits, ranges, \d \w \s, and a backslash before a punctuation mark");
                return "";
            }

            if (item.Single is not { } from || at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
            {
                content.Append(item.Content);
                continue;
            }

            at++;
            if (!TryReadItem(pattern, ref at, out var end) || end.Single is not { } to || to < from)
            {
                error = Refused(at, "a range that does not go from a character to a later one");
                return "";
            }

            content.Append(item.Content).Append('-').Append(end.Content);
        }

        if (at >= pattern.Length)
        {
            error = Refused(start, "'[' without ']'");
            return "";
        }

        at++;
        return isNegated ? PatternItem.Negated(content.ToString()) : $"[{content}]";
    }

    private static bool TryReadItem(string pattern, ref int at, out PatternItem item)
    {
        item = default;
        var c = at < pattern.Length ? pattern[at] : '\0';
        if (c == '\\')
        {
            var before = at;
            if (PatternEscape.TryRead(pattern, ref at, out item))
            {
                return true;
            }

            at = before;
            return false;
        }

        if (at >= pattern.Length || char.IsSurrogate(c) || (c == '[' && at + 1 < pattern.Length && pattern[at + 1] is ':' or '.' or '='))
        {
            return false;
        }

        at++;
        item = PatternItem.Of(c);
        return true;
    }

    private static string Refused(int at, string what) => $"this pattern has at its character {at + 1} what conditions cannot match: {what}";
}
