using System.Text;
using System.Text.RegularExpressions;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Tests as conditions of entries.</summary>
internal static partial class CelText
{
    public static string Of(Literal literal)
    {
        var text = Of(literal.Test);
        return literal switch
        {
            { IsWanted: true } => text,
            { Test: Test.Equal equal } => $"{Of(equal.Field)} != {Quote(equal.Text)}",
            { Test: Test.EqualFields equal } => $"{Of(equal.Left)} != {Of(equal.Right)}",
            { Test: Test.Compared } => $"!({text})",
            _ => $"!{text}",
        };
    }

    private static string Of(Test test) => test switch
    {
        Test.Equal equal => $"{Of(equal.Field)} == {Quote(equal.Text)}",
        Test.EqualFields equal => $"{Of(equal.Left)} == {Of(equal.Right)}",
        Test.Compared compared => $"{Of(compared.Field)} {compared.Operator} {compared.Json}",
        Test.StartsWith starts => $"{Of(starts.Field)}.startsWith({Quote(starts.Prefix)})",
        Test.Matches matches => $"{Of(matches.Field)}.matches({Quote(matches.Pattern)})",
        Test.InNetwork network => $"cidr({Quote(network.Network)}).containsIP(ip({Of(network.Field)}))",
        Test.InRole role => $"{NameOf(role.Field.Side)}.in({Quote(role.Role)})",
        _ => throw new ArgumentException($"No condition for {test.GetType().Name}.", nameof(test)),
    };

    private static string Of(Field field) => (field.Side, field.Attribute) switch
    {
        (Side.Context, null) => "context" + Member(field.Name),
        (Side.Context, { } attribute) => "context" + Member(field.Name) + Member(attribute),
        (Side.Action, null) => "action.name",
        (_, null) => $"{NameOf(field.Side)}.id",
        (_, { } attribute) => $"{NameOf(field.Side)}.properties{Member(attribute)}",
    };

    private static string NameOf(Side side) => side switch { Side.Subject => "subject", Side.Action => "action", Side.Resource => "resource", _ => "context" };

    /// <summary>In brackets where CEL keeps the name to itself.</summary>
    private static string Member(string name) => Reserved().IsMatch(name) ? $"[{Quote(name)}]" : $".{name}";

    private static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' or (>= '\u007f' and <= '\u009f') => quoted.Append($"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    [GeneratedRegex(@"^(as|break|const|continue|else|false|for|function|if|import|in|let|loop|namespace|null|package|return|true|var|void|while)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Reserved();
}
