using System.Text.RegularExpressions;

namespace AuthMesh.Node.Exchange.Native;

/// <summary>What a scalar of YAML means. Only JSON's spellings are literals; what YAML's versions and readers disagree about must be put in quotes.</summary>
internal static partial class YamlScalar
{
    public static FileScalar Read(Position at, string text, bool isBare)
    {
        if (!isBare)
        {
            return new FileScalar(at, text);
        }

        return text is "true" or "false" or "null" || JsonNumber().IsMatch(text)
            ? new FileScalar(at, text, Literal: text)
            : new FileScalar(at, text, Ambiguous: IsAmbiguous(text));
    }

    /// <summary>True for a text that stands for itself without quotes, wherever a value may stand.</summary>
    public static bool CanBeBare(string text) =>
        Harmless().IsMatch(text) && !text.EndsWith(':') && text is not ("true" or "false" or "null") && !IsAmbiguous(text);

    private static bool IsAmbiguous(string text) => text.Length == 0 || OtherLiteral().IsMatch(text);

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    /// <summary>Booleans, nulls, numbers and dates of YAML 1.1 and 1.2 that are not spelt as in JSON; a date only in full, which no reader takes for a name.</summary>
    [GeneratedRegex(@"^(~|null|true|false|yes|no|on|off|y|n|[-+]?\.inf|\.nan|[-+]?[0-9][0-9_]*(\.[0-9_]*)?(e[-+]?[0-9]+)?|[-+]?\.[0-9_]+(e[-+]?[0-9]+)?|[-+]?0[xob][0-9a-f_]+|[-+]?[0-9]+(:[0-5]?[0-9])+(\.[0-9_]*)?|=|<<)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex OtherLiteral();

    [GeneratedRegex(@"^[A-Za-z/][A-Za-z0-9._/:@*+=-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Harmless();
}
