using System.Text;

namespace AuthMesh.Core.Lists;

/// <summary>Which names a list can hold (design §3, Names). Each rule answers null, or what is wrong and what is allowed.</summary>
public static class NameRules
{
    /// <summary>The greatest length of an id, in bytes of UTF-8.</summary>
    public const int MaxIdBytes = 512;

    /// <summary>The greatest length of a type, in characters.</summary>
    public const int MaxTypeLength = 64;

    /// <summary>Checks <c>type:id</c>.</summary>
    public static string? EntityError(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "is empty; allowed is type:id";
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return "has no colon; allowed is type:id";
        }

        return TypeError(text[..colon]) ?? IdError(text[(colon + 1)..]);
    }

    /// <summary>Checks a subject or resource pattern: an entity, a prefix that contains the type and its colon and ends in '*', or '*'.</summary>
    public static string? PatternError(string? text)
    {
        if (text == "*")
        {
            return null;
        }

        if (text is null || !text.EndsWith('*'))
        {
            return EntityError(text);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            return "is a prefix without a type; allowed is type:prefix* or *";
        }

        var prefix = text[(colon + 1)..^1];
        return TypeError(text[..colon]) ?? (prefix.Length == 0 ? null : IdError(prefix));
    }

    /// <summary>Checks the action of an entry: a bare name or '*'.</summary>
    public static string? ActionError(string? text) => text == "*" ? null : IdError(text);

    /// <summary>Checks the id part of an entity, or a bare action name.</summary>
    public static string? IdError(string? id)
    {
        if (string.IsNullOrEmpty(id))
        {
            return "has an empty id; allowed are 1 to 512 bytes of UTF-8";
        }

        if (id.EndsWith('*'))
        {
            return "has an id that ends in '*', which is kept for patterns";
        }

        return TextError(id, MaxIdBytes, "id");
    }

    /// <summary>Checks an attribute's name.</summary>
    public static string? AttributeNameError(string? name) =>
        string.IsNullOrEmpty(name) ? "is empty; allowed are 1 to 128 bytes of UTF-8" : TextError(name, 128, "name");

    private static string? TypeError(string type)
    {
        if (type.Length == 0 || type.Length > MaxTypeLength || type.Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')))
        {
            return $"has a type that is not 1 to {MaxTypeLength} of A-Z, a-z, 0-9, '.', '_', '-'";
        }

        return null;
    }

    private static string? TextError(string text, int maxBytes, string what)
    {
        if (text.Length > maxBytes || Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            return $"has an {what} of more than {maxBytes} bytes of UTF-8";
        }

        if (text.Any(char.IsControl))
        {
            return $"has a control character in its {what}";
        }

        return IsNormalised(text) ? null : $"has an {what} that is not in Unicode normal form C";
    }

    /// <summary>False also for lone surrogates, which are no Unicode text at all.</summary>
    private static bool IsNormalised(string text)
    {
        if (System.Text.Ascii.IsValid(text))
        {
            return true;
        }

        try
        {
            return text.IsNormalized(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
