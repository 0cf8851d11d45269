using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>The meaning of Casbin's built-in functions, where their pattern is fixed and their value is a field of the request.</summary>
/// <remarks>Source: Casbin, "Functions", and <c>util/builtin_operators.go</c>, whose code decides where the page is short.</remarks>
internal static partial class Functions
{
    private delegate Formula Meaning(Place at, Operand value, Operand pattern);

    private static readonly Dictionary<string, Meaning> _meanings = new()
    {
        ["keyMatch"] = KeyMatch,
        ["keyMatch2"] = (at, value, pattern) => Anchored(at, value, pattern, text => Named().Replace(AnyBehindSlash(text), "[^/]+")),
        ["keyMatch3"] = (at, value, pattern) => Anchored(at, value, pattern, text => Braced().Replace(AnyBehindSlash(text), "[^/]+")),
        ["regexMatch"] = Regex,
        ["globMatch"] = GlobMatch,
        ["ipMatch"] = IpMatch,
    };

    /// <exception cref="CannotMapException">The list cannot say it exactly.</exception>
    public static Formula Of(Term.Call call, IReadOnlyList<Operand> arguments)
    {
        if (!_meanings.TryGetValue(call.Function, out var meaning))
        {
            throw new CannotMapException(call.At, $"the function '{call.Function}' cannot be mapped; those that can are {string.Join(", ", _meanings.Keys)}, eval and the role definitions");
        }

        return arguments is [var value, var pattern] ? meaning(call.At, value, pattern) : throw new CannotMapException(call.At, $"{call.Function} takes 2 arguments");
    }

    /// <summary>The pattern somewhere in the value.</summary>
    public static Formula Regex(Place at, Operand value, Operand pattern)
    {
        var (field, text) = Split(at, value, pattern);
        return Matches(field, text.Value, text.At);
    }

    /// <summary>Equal, or beginning with what stands before the first <c>*</c>; what stands behind it does not count.</summary>
    private static Formula.Atom KeyMatch(Place at, Operand value, Operand pattern)
    {
        var (field, text) = Split(at, value, pattern);
        var star = text.Value.IndexOf('*', StringComparison.Ordinal);
        return new Formula.Atom(star < 0 ? new Test.Equal(field, text.Value) : new Test.StartsWith(field, text.Value[..star]), text.At);
    }

    private static Formula.Atom Anchored(Place at, Operand value, Operand pattern, Func<string, string> toRegex)
    {
        var (field, text) = Split(at, value, pattern);
        return Matches(field, $"^{toRegex(text.Value)}$", text.At);
    }

    /// <summary><c>path.Match</c> of Go: <c>*</c> and <c>?</c> stop at a slash.</summary>
    private static Formula.Atom GlobMatch(Place at, Operand value, Operand pattern)
    {
        var (field, text) = Split(at, value, pattern);
        var regex = new StringBuilder("^");
        foreach (var c in text.Value)
        {
            _ = c switch
            {
                '*' => regex.Append("[^/]*"),
                '?' => regex.Append("[^/]"),
                '[' or ']' or '\\' => throw new CannotMapException(text.At, $"'{c}' in a glob cannot be mapped; allowed are * and ?"),
                _ => regex.Append(RegexDialect.Escape(c)),
            };
        }

        return Matches(field, regex.Append('$').ToString(), text.At);
    }

    private static Formula.Atom IpMatch(Place at, Operand value, Operand pattern)
    {
        var (field, text) = Split(at, value, pattern);
        var parts = text.Value.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address) || address.IsIPv4MappedToIPv6 || address.ToString() != parts[0] || parts.Length > 2)
        {
            throw new CannotMapException(text.At, $"'{text.Value}' is no IP address or network in its usual form");
        }

        var bits = address.GetAddressBytes().Length * 8;
        var length = parts.Length == 1 ? bits : int.TryParse(parts[1], System.Globalization.NumberStyles.None, null, out var given) && given <= bits
            ? given
            : throw new CannotMapException(text.At, $"'{text.Value}' is no IP network; the length of its prefix is 0 to {bits}");
        return new Formula.Atom(new Test.InNetwork(field, $"{NetworkOf(address, length)}/{length}"), text.At);
    }

    /// <summary>The address with the bits behind the prefix cleared.</summary>
    private static IPAddress NetworkOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static Formula.Atom Matches(Field field, string pattern, Place at) => RegexDialect.Error(pattern) is { } error
        ? throw new CannotMapException(at, $"the pattern '{pattern}' {error}")
        : new Formula.Atom(new Test.Matches(field, pattern, RegexDialect.Prefix(pattern)), at);

    private static (Field Field, Operand.Text Text) Split(Place at, Operand value, Operand pattern) => (value, pattern) switch
    {
        (Operand.Request request, Operand.Text text) => (request.Field, text),
        _ => throw new CannotMapException(at, "is mapped only where its first argument is a field of the request and its second a text or a field of the policy"),
    };

    private static string AnyBehindSlash(string pattern) => pattern.Replace("/*", "/.*", StringComparison.Ordinal);

    [GeneratedRegex(":[^/]+", RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"\{[^/]+?\}", RegexOptions.CultureInvariant)]
    private static partial Regex Braced();
}
