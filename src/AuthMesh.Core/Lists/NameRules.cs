using System.Buffers;
using System.Text;

namespace AuthMesh.Core.Lists;

/// <summary>Which names a list can hold (design §3, Names). Each rule answers null, or what is wrong and what is allowed, to be read after the field's name.</summary>
public static class NameRules
{
    /// <summary>The greatest length of an id, in bytes of UTF-8.</summary>
    public const int MaxIdBytes = 512;

    /// <summary>The greatest length of a type, in characters.</summary>
    public const int MaxTypeLength = 256;

    /// <summary>The greatest length of an attribute's name, in bytes of UTF-8.</summary>
    public const int MaxAttributeNameBytes = 128;

    private static readonly SearchValues<char> _typeCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>False for a question about a name that no list could hold. It is answered deny and matches nothing, not even '*'.</summary>
    public static bool CouldBeHeld(string? subject, string? action, string? resource) =>
        EntityError(subject) is null && IdError(action) is null && EntityError(resource) is null;

    /// <summary>Checks <c>type:id</c>.</summary>
    public static string? EntityError(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "is empty; allowed is type:id";
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? "has no colon; allowed is type:id"
            : TypeError(text.AsSpan(0, colon)) ?? IdError(text.AsSpan(colon + 1));
    }

    /// <summary>True for a text longer than any name or pattern that could match a question.</summary>
    public static bool IsBeyondAnyName(string text) => text.Length > MaxTypeLength + 1 + MaxIdBytes + 1;

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

        var prefix = text.AsSpan()[(colon + 1)..^1];
        return TypeError(text.AsSpan(0, colon)) ?? (prefix.IsEmpty ? null : IdError(prefix));
    }

    /// <summary>Checks the action of an entry: a bare name or '*'.</summary>
    public static string? ActionError(string? text) => text == "*" ? null : IdError(text);

    /// <summary>Checks the id part of an entity, or a bare action name.</summary>
    public static string? IdError(string? id) => IdError(id.AsSpan());

    /// <summary>Checks an attribute's name.</summary>
    public static string? AttributeNameError(string? name) => string.IsNullOrEmpty(name)
        ? $"is empty; allowed are 1 to {MaxAttributeNameBytes} bytes of UTF-8"
        : TextError(name, MaxAttributeNameBytes) ?? FormError(name);

    /// <summary>Checks free text, which may be empty and in any normal form.</summary>
    public static string? FreeTextError(string text, int maxBytes) =>
        TextError(text, maxBytes) ?? (IsUnicode(text) ? null : "has a lone surrogate, which is no Unicode text");

    private static string? IdError(ReadOnlySpan<char> id)
    {
        if (id.IsEmpty)
        {
            return $"has an empty name; allowed are 1 to {MaxIdBytes} bytes of UTF-8";
        }

        return id[^1] == '*'
            ? "has a name that ends in '*', which is kept for patterns"
            : TextError(id, MaxIdBytes) ?? FormError(id);
    }

    private static string? TypeError(ReadOnlySpan<char> type) =>
        type.IsEmpty || type.Length > MaxTypeLength || type.ContainsAnyExcept(_typeCharacters)
            ? $"has a type that is not 1 to {MaxTypeLength} of A-Z, a-z, 0-9, '.', '_', '-'"
            : null;

    private static string? TextError(ReadOnlySpan<char> text, int maxBytes)
    {
        if (text.Length > maxBytes || Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            return $"is longer than {maxBytes} bytes of UTF-8";
        }

        return text.ContainsAnyInRange('\0', '\u001f') || text.ContainsAnyInRange('\u007f', '\u009f')
            ? "has a control character"
            : null;
    }

    private static string? FormError(ReadOnlySpan<char> text) =>
        NormalForm.IsC(text) ? null : "is not Unicode text in normal form C";

    /// <summary>False for text with a lone surrogate.</summary>
    internal static bool IsUnicode(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}
