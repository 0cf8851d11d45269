using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A regular expression as RE2 has them, whose matching takes time in proportion to the text. Immutable; for any number of threads.</summary>
internal sealed class LinearPattern
{
    private readonly Regex _regex;
    private readonly int _size;

    private LinearPattern(Regex regex, int size)
    {
        _regex = regex;
        _size = size;
    }

    /// <summary>Reads the pattern; otherwise <paramref name="error"/> says what in it is not allowed, and where.</summary>
    public static bool TryCreate(string pattern, [NotNullWhen(true)] out LinearPattern? result, [NotNullWhen(false)] out string? error)
    {
        result = null;
        if (!PatternTranslator.TryTranslate(pattern, out var translation, out error))
        {
            return false;
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;
            var regex = new Regex(translation.Text, translation.IgnoresCase ? options | RegexOptions.IgnoreCase : options);
            result = new(regex, translation.Size);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            error = "this pattern is too much for the regular expressions of conditions";
            return false;
        }
    }

    /// <summary>The steps of matching a text of this length: at worst each character is tried against each state of the pattern, some of them at a time.</summary>
    public long Steps(int length) => 1 + ((long)length * (1 + (_size / 8)));

    /// <summary>True when the pattern fits any part of the text.</summary>
    public bool IsMatch(string text) => _regex.IsMatch(text);
}
