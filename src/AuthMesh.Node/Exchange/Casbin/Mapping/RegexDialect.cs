using System.Text;
using System.Text.RegularExpressions;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>The part of regular expressions that Go and CEL read alike.</summary>
internal static partial class RegexDialect
{
    private const string Special = @"\.+*?()|[]{}^$";

    /// <summary>Why a pattern is not of that part, to be read after it; null when it is. Whether it is well formed is for the condition to say.</summary>
    public static string? Error(string pattern) => Foreign().Match(pattern) is { Success: true } foreign
        ? $"has '{foreign.Value}', which engines read in different ways"
        : null;

    /// <summary>A character that stands for itself.</summary>
    public static string Escape(char c) => Special.Contains(c, StringComparison.Ordinal) ? $@"\{c}" : c.ToString();

    /// <summary>What every match begins with, as far as that is plain to see; empty when nothing is known.</summary>
    public static string Prefix(string pattern)
    {
        if (pattern is not ['^', .. var rest] || rest.Contains('|', StringComparison.Ordinal))
        {
            return "";
        }

        var prefix = new StringBuilder();
        for (var at = 0; at < rest.Length; at++)
        {
            var isEscaped = rest[at] == '\\' && at + 1 < rest.Length && !char.IsAsciiLetterOrDigit(rest[at + 1]);
            if (!isEscaped && Special.Contains(rest[at], StringComparison.Ordinal))
            {
                break;
            }

            at += isEscaped ? 1 : 0;
            if (at + 1 < rest.Length && rest[at + 1] is '*' or '?' or '{')
            {
                break; // it may be left out
            }

            prefix.Append(rest[at]);
        }

        return prefix.ToString();
    }

    /// <summary>Escapes by letter or digit but for the simple classes, groups with options or names, POSIX classes, subtraction of classes, lazy and possessive counts of counts.</summary>
    [GeneratedRegex(@"\\(?![dDwWsS]|[^A-Za-z0-9])(.|\z)|\(\?(?!:).?|\[:|-\[|&&", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Foreign();
}
