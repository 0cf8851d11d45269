using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>Reads a regular expression in the syntax of RE2 (github.com/google/re2/wiki/Syntax), by which CEL defines <c>matches</c>.</summary>
/// <remarks>Refused, with the place: what RE2 refuses (look-around, back references, possessive and stacked repetitions); and of what RE2 has, multi-line mode, flags but at the
/// beginning, <c>\b</c>, octal numbers, Unicode and POSIX classes.</remarks>
internal sealed partial class PatternParser
{
    /// <summary>The longest pattern, in UTF-16 units.</summary>
    public const int MaxLength = 512;

    private const int MaxDepth = 32;
    private const int MaxTimes = 500;

    private readonly string _pattern;
    private int _at;
    private int _depth;
    private string? _error;
    private bool _ignoresCase;
    private bool _dotTakesAll;

    private PatternParser(string pattern)
    {
        _pattern = pattern;
    }

    private bool IsAtEnd => _at >= _pattern.Length;

    private char Current => IsAtEnd ? '\0' : _pattern[_at];

    /// <summary>Reads the whole pattern; otherwise <paramref name="error"/> says what is wrong.</summary>
    public static bool TryParse(string pattern, [NotNullWhen(true)] out Piece? piece, [NotNullWhen(false)] out string? error)
    {
        piece = null;
        if (pattern.Length > MaxLength)
        {
            error = $"this pattern is longer than {MaxLength}";
            return false;
        }

        var parser = new PatternParser(pattern);
        parser.Flags();
        var whole = parser.Alternatives();
        if (!parser.IsAtEnd)
        {
            parser.Fail("')' without '('");
        }

        error = parser._error;
        piece = error is null ? whole : null;
        return piece is not null;
    }

    private bool StartsWith(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Flags()
    {
        var length = StartsWith("(?") ? _pattern.AsSpan(2).IndexOfAnyExcept("is") : -1;
        if (length > 0 && _pattern[2 + length] == ')')
        {
            _ignoresCase = _pattern.AsSpan(2, length).Contains('i');
            _dotTakesAll = _pattern.AsSpan(2, length).Contains('s');
            _at = length + 3;
        }
    }

    private Piece Alternatives()
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        pieces.Add(Sequence());
        while (Current == '|')
        {
            _at++;
            pieces.Add(Sequence());
        }

        return pieces.Count == 1 ? pieces[0] : new Piece.Alternatives(pieces.ToImmutable());
    }

    private Piece.Sequence Sequence()
    {
        var pieces = ImmutableArray.CreateBuilder<Piece>();
        while (!IsAtEnd && Current is not ('|' or ')'))
        {
            pieces.Add(Repeated());
        }

        return new(pieces.ToImmutable());
    }

    /// <summary>A piece and how often it may stand there.</summary>
    private Piece Repeated()
    {
        var piece = Single();
        if (Times() is not var (least, most))
        {
            return piece;
        }

        if (Current == '?')
        {
            // Whether it takes few or many makes no difference to whether it fits.
            _at++;
        }

        var end = _at;
        if (Times() is not null)
        {
            _at = end;
            return Fail("a repetition of a repetition");
        }

        return least > MaxTimes || most > MaxTimes || most < least
            ? Fail($"a repetition that is not from few to many, up to {MaxTimes}")
            : new Piece.Repetition(piece, least, most);
    }

    private (int Least, int? Most)? Times()
    {
        switch (Current)
        {
            case '*':
                _at++;
                return (0, null);
            case '+':
                _at++;
                return (1, null);
            case '?':
                _at++;
                return (0, 1);
            case '{':
                return Bounds();
            default:
                return null;
        }
    }

    /// <summary><c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c>; null for a brace that stands for itself.</summary>
    private (int Least, int? Most)? Bounds()
    {
        var end = _pattern.IndexOf('}', _at);
        var parts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        if (parts.Length is 0 or > 2 || !TryReadNumber(parts[0], out var least))
        {
            return null;
        }

        int? most = parts.Length == 1 ? least : null;
        if (parts is [_, { Length: > 0 } last])
        {
            if (!TryReadNumber(last, out var number))
            {
                return null;
            }

            most = number;
        }

        _at = end + 1;
        return (least, most);
    }

    private static bool TryReadNumber(string digits, out int number) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private Piece Single()
    {
        switch (Current)
        {
            case '(':
                return Group();
            case '[':
                return Class();
            case '.':
                _at++;
                return new Piece.One(new CodePointSet(_dotTakesAll ? [] : [('\n', '\n')], isNegated: true));
            case '^':
                _at++;
                return new Piece.Place(InstructionKind.Begin);
            case '$':
                _at++;
                return new Piece.Place(InstructionKind.End);
            case '\\' when StartsWith(@"\A") || StartsWith(@"\z"):
                _at += 2;
                return new Piece.Place(_pattern[_at - 1] == 'A' ? InstructionKind.Begin : InstructionKind.End);
            case '\\':
                return Escape() is var (ranges, isNegated) ? new Piece.One(new CodePointSet(ranges, isNegated, _ignoresCase)) : Fail(EscapesAllowed);
            case '*' or '+' or '?':
                return Fail("a repetition of nothing");
            default:
                var point = CodePoint();
                return new Piece.One(new CodePointSet([(point, point)], isNegated: false, _ignoresCase));
        }
    }

    private Piece Group()
    {
        if (++_depth > MaxDepth)
        {
            return Fail($"groups in groups deeper than {MaxDepth}");
        }

        var start = _at++;
        if (Current == '?' && !SkipGroupName())
        {
            return Fail("this kind of group; allowed are (…), (?:…), (?P<name>…), and (?i), (?s) or (?is) at the very beginning");
        }

        var inner = Alternatives();
        if (Current != ')')
        {
            _at = start;
            return Fail("'(' without ')'");
        }

        _at++;
        _depth--;
        return inner;
    }

    private bool SkipGroupName()
    {
        if (StartsWith("?:"))
        {
            _at += 2;
            return true;
        }

        var start = StartsWith("?P<") ? _at + 3 : StartsWith("?<") ? _at + 2 : -1;
        var end = start < 0 ? -1 : _pattern.IndexOf('>', start);
        if (end <= start || !_pattern[start..end].All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return false;
        }

        _at = end + 1;
        return true;
    }

    private int CodePoint()
    {
        Rune.DecodeFromUtf16(_pattern.AsSpan(_at), out var rune, out var length);
        _at += length;
        return rune.Value;
    }

    /// <summary>Keeps the first error and goes to the end, so that every loop ends.</summary>
    private Piece.Sequence Fail(string what)
    {
        _error ??= $"this pattern has, at its character {_at + 1}, what conditions cannot match: {what}";
        _at = _pattern.Length;
        return new([]);
    }
}
