using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace AuthMesh.Core.Conditions.Patterns;

/// <content>Classes in brackets, and escapes, which may stand inside and outside of them.</content>
internal sealed partial class PatternParser
{
    private const string EscapesAllowed =
        @"this escape; allowed are \d \D \w \W \s \S \A \z \a \f \n \r \t \v \xFF \x{10FFFF} and a backslash before a punctuation mark";

    private const string Controls = "aftnrv";
    private const string ControlCharacters = "\a\f\t\n\r\v";

    // Classes are those of ASCII.
    private static readonly ImmutableArray<(int First, int Last)> _digits = [('0', '9')];
    private static readonly ImmutableArray<(int First, int Last)> _wordCharacters = [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
    private static readonly ImmutableArray<(int First, int Last)> _blanks = [('\t', '\n'), ('\f', '\r'), (' ', ' ')];

    private Piece Class()
    {
        var start = _at++;
        var isNegated = Current == '^';
        _at += isNegated ? 1 : 0;
        var ranges = ImmutableArray.CreateBuilder<(int First, int Last)>();

        // A bracket that closes stands for itself at the beginning.
        for (var isFirst = true; !IsAtEnd && (isFirst || Current != ']'); isFirst = false)
        {
            if (ClassItem() is not { } item)
            {
                return Fail(@"this in a class; allowed are characters, ranges, \d \w \s, and a backslash before a punctuation mark");
            }

            if (Current != '-' || _at + 1 >= _pattern.Length || _pattern[_at + 1] == ']')
            {
                ranges.AddRange(item);
                continue;
            }

            _at++;
            if (item is not [var (first, sameFirst)] || first != sameFirst || ClassItem() is not [var (last, sameLast)] || last != sameLast || last < first)
            {
                return Fail("a range that does not go from a character to a later one");
            }

            ranges.Add((first, last));
        }

        if (IsAtEnd)
        {
            _at = start;
            return Fail("'[' without ']'");
        }

        _at++;
        return new Piece.One(new CodePointSet(ranges.ToImmutable(), isNegated, _ignoresCase));
    }

    /// <summary>A character, or what an escape stands for; null for what may not stand in a class.</summary>
    private ImmutableArray<(int First, int Last)>? ClassItem()
    {
        if (IsAtEnd || StartsWith("[:") || StartsWith("[.") || StartsWith("[="))
        {
            return null;
        }

        if (Current == '\\')
        {
            return Escape() is (var ranges, false) ? ranges : null;
        }

        var point = CodePoint();
        return [(point, point)];
    }

    /// <summary>What the escape here stands for; null for one that is not allowed, before which the place stays.</summary>
    private (ImmutableArray<(int First, int Last)> Ranges, bool IsNegated)? Escape()
    {
        var kind = _at + 1 < _pattern.Length ? _pattern[_at + 1] : '\0';
        int? point = kind switch
        {
            'x' => HexCodePoint(),
            _ when Controls.IndexOf(kind, StringComparison.Ordinal) is >= 0 and var control => ControlCharacters[control],
            _ when char.IsAscii(kind) && (char.IsPunctuation(kind) || char.IsSymbol(kind)) => kind,
            _ => null,
        };
        if (point is { } single)
        {
            _at += kind == 'x' ? 0 : 2;
            return ([(single, single)], false);
        }

        ImmutableArray<(int First, int Last)>? ranges = kind switch
        {
            'd' or 'D' => _digits,
            'w' or 'W' => _wordCharacters,
            's' or 'S' => _blanks,
            _ => null,
        };
        _at += ranges is null ? 0 : 2;
        return ranges is { } known ? (known, char.IsAsciiLetterUpper(kind)) : null;
    }

    /// <summary>Two digits, or any number of them in braces. Moves behind them.</summary>
    private int? HexCodePoint()
    {
        var inBraces = _at + 2 < _pattern.Length && _pattern[_at + 2] == '{';
        var start = inBraces ? _at + 3 : _at + 2;
        var end = inBraces ? _pattern.IndexOf('}', start) : start + 2;
        if (end < 0 || end > _pattern.Length ||
            !int.TryParse(_pattern.AsSpan(start, end - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var point) || !Rune.IsValid(point))
        {
            return null;
        }

        _at = inBraces ? end + 1 : end;
        return point;
    }
}
