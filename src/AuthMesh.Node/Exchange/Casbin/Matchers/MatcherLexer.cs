using System.Text;
using System.Text.RegularExpressions;

namespace AuthMesh.Node.Exchange.Casbin.Matchers;

/// <summary>Splits a matcher into words, as govaluate does, the expression library of Casbin.</summary>
internal static partial class MatcherLexer
{
    private static readonly string[] _symbols = ["&&", "||", "==", "!=", "<=", ">=", "=~", "!~", "<", ">", "!", "(", ")", ",", "-"];

    public static bool IsName(string text) => Name().Match(text) is { Success: true } match && match.Length == text.Length && !text.Contains('.', StringComparison.Ordinal);

    /// <exception cref="CannotMapException">A character or text that is not read here.</exception>
    public static List<MatcherToken> Split(SourceText source)
    {
        var tokens = new List<MatcherToken>();
        var at = 0;
        while (at < source.Text.Length)
        {
            if (char.IsWhiteSpace(source.Text[at]))
            {
                at++;
                continue;
            }

            var (kind, text, length) = Read(source, at);
            tokens.Add(new MatcherToken(kind, text, source.PlaceOf(at)));
            at += length;
        }

        tokens.Add(new MatcherToken(MatcherTokenKind.End, "", source.PlaceOf(source.Text.Length)));
        return tokens;
    }

    private static (MatcherTokenKind Kind, string Text, int Length) Read(SourceText source, int at)
    {
        if (source.Text[at] is '\'' or '"')
        {
            return ReadText(source, at);
        }

        if (Name().Match(source.Text, at) is { Success: true } name)
        {
            return (MatcherTokenKind.Name, name.Value, name.Length);
        }

        if (Number().Match(source.Text, at) is { Success: true } number)
        {
            return (MatcherTokenKind.Number, number.Value, number.Length);
        }

        return Array.Find(_symbols, symbol => string.CompareOrdinal(source.Text, at, symbol, 0, symbol.Length) == 0) is { } found
            ? (MatcherTokenKind.Symbol, found, found.Length)
            : throw new CannotMapException(source.PlaceOf(at), $"'{source.Text[at]}' cannot be mapped; allowed are comparisons, 'in', &&, ||, ! and functions");
    }

    private static (MatcherTokenKind Kind, string Text, int Length) ReadText(SourceText source, int start)
    {
        var text = new StringBuilder();
        for (var at = start + 1; at < source.Text.Length; at++)
        {
            if (source.Text[at] == source.Text[start])
            {
                return (MatcherTokenKind.Text, Checked(text.ToString(), source.PlaceOf(start)), at - start + 1);
            }

            // A backslash stands for the character behind it, whatever that is.
            at += source.Text[at] == '\\' ? 1 : 0;
            if (at < source.Text.Length)
            {
                text.Append(source.Text[at]);
            }
        }

        throw new CannotMapException(source.PlaceOf(start), "this text has no end");
    }

    private static string Checked(string text, Place at)
    {
        if (Instant().IsMatch(text))
        {
            throw new CannotMapException(at, "govaluate takes a text of this form for an instant, not for a text");
        }

        return FieldName().IsMatch(text) ? throw new CannotMapException(at, "Casbin changes 'r.' and 'p.' also inside of a text") : text;
    }

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\G(0|[1-9][0-9]*)(\.[0-9]+)?(?![0-9A-Za-z_.])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();

    [GeneratedRegex(@"^(\d{4}-\d\d-\d\d|\d{1,2}:\d\d ?[AP]M\z|(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? )", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();

    [GeneratedRegex(@"(?<![A-Za-z0-9_])[rp][0-9]*\.", RegexOptions.CultureInvariant)]
    private static partial Regex FieldName();
}
