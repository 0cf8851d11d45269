using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>Reads a pattern in the syntax of RE2 and writes it in that of .NET, where the same signs mean other things.</summary>
/// <remarks>
/// <para>CEL's <c>matches</c> is defined by RE2 (github.com/google/re2/wiki/Syntax). The differences that matter here: to .NET <c>$</c> also fits before a last line
/// feed, <c>\d \w \s</c> mean all of Unicode, and a character is a UTF-16 unit. What is written here says what RE2 means: <c>\z</c>, ASCII classes, and
/// a pair of surrogates wherever a character beyond 16 bits may stand.</para>
/// <para>Refused with the place: what RE2 refuses (look-around, back references, possessive and stacked repetitions), and of what RE2 has, multi-line mode, flags but at the beginning,
/// <c>\b</c>, Unicode and POSIX classes, and characters beyond 16 bits in classes. Each character that is written is escaped, so that nothing else is read into it.</para>
/// </remarks>
internal sealed class PatternTranslator
{
    /// <summary>The longest pattern, in UTF-16 units.</summary>
    public const int MaxLength = 512;

    /// <summary>The greatest size with all repetitions written out, which bounds the memory of matching.</summary>
    public const int MaxSize = 500;

    private const int MaxDepth = 32;
    private const string AnyPair = @"[\uD800-\uDBFF][\uDC00-\uDFFF]";

    private readonly string _pattern;
    private readonly StringBuilder _text = new();
    private int _at;
    private int _depth;
    private string? _error;
    private bool _ignoresCase;
    private bool _dotFitsAll;

    private PatternTranslator(string pattern)
    {
        _pattern = pattern;
    }

    /// <summary>Translates the whole pattern; otherwise <paramref name="error"/> says what is wrong.</summary>
    public static bool TryTranslate(string pattern, out PatternTranslation translation, [NotNullWhen(false)] out string? error)
    {
        translation = default;
        if (pattern.Length > MaxLength)
        {
            error = $"this pattern is longer than {MaxLength}";
            return false;
        }

        var translator = new PatternTranslator(pattern);
        translator.Flags();
        var size = translator.Alternatives();
        if (translator._at < pattern.Length)
        {
            translator.Fail("')' without '('");
        }

        translation = new(translator._text.ToString(), translator._ignoresCase, size);
        error = translator._error;
        return error is null;
    }

    private char Current => _at < _pattern.Length ? _pattern[_at] : '\0';

    private bool StartsWith(string text) => string.CompareOrdinal(_pattern, _at, text, 0, text.Length) == 0;

    private void Flags()
    {
        var length = _pattern.StartsWith("(?", StringComparison.Ordinal) ? _pattern.AsSpan(2).IndexOfAnyExcept("is") : -1;
        if (length > 0 && _pattern[2 + length] == ')')
        {
            _ignoresCase = _pattern.AsSpan(2, length).Contains('i');
            _dotFitsAll = _pattern.AsSpan(2, length).Contains('s');
            _at = length + 3;
        }
    }

    private int Alternatives()
    {
        var size = Sequence();
        while (_at < _pattern.Length && Current == '|')
        {
            _at++;
            _text.Append('|');
            size = Bounded(size + Sequence());
        }

        return size;
    }

    private int Sequence()
    {
        var size = 0;
        while (_at < _pattern.Length && Current is not ('|' or ')'))
        {
            size = Bounded(size + Repeated());
        }

        return size;
    }

    /// <summary>One piece and how often it may stand there.</summary>
    private int Repeated()
    {
        var start = _text.Length;
        var size = Piece();
        var repetition = Repetition();
        if (repetition is null)
        {
            return size;
        }

        _text.Insert(start, "(?:").Append(')').Append(repetition.Value.Text);
        if (Current == '?' && _at < _pattern.Length)
        {
            // Whether it takes few or many makes no difference to whether it fits.
            _at++;
        }

        if (Current is '*' or '+' or '?' || Bounds() is not null)
        {
            Fail("a repetition of a repetition");
        }

        return Bounded(size * Math.Max(1, repetition.Value.Times));
    }

    private (string Text, int Times)? Repetition()
    {
        if (Current is '*' or '+' or '?')
        {
            return (_pattern[_at++].ToString(), 1);
        }

        if (Bounds() is not var (length, least, most))
        {
            return null;
        }

        if (least > MaxSize || most > MaxSize || most < least)
        {
            Fail($"a repetition that is not up to {MaxSize} times");
        }

        var text = _pattern.Substring(_at, length);
        _at += length;
        return (text, Math.Max(least, most ?? 0));
    }

    /// <summary>The bounds <c>{n}</c>, <c>{n,}</c> or <c>{n,m}</c> that stand here; null for none, also for a brace that stands for itself.</summary>
    private (int Length, int Least, int? Most)? Bounds()
    {
        var end = Current == '{' ? _pattern.IndexOf('}', _at) : -1;
        if (end < 0)
        {
            return null;
        }

        var parts = _pattern[(_at + 1)..end].Split(',');
        var isRead = int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var least);
        var most = parts.Length == 1 ? least : 0;
        if (!isRead || parts.Length > 2 || (parts.Length == 2 && parts[1].Length > 0 && !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out most)))
        {
            return null;
        }

        return (end + 1 - _at, least, parts is [_, ""] ? null : most);
    }

    private int Piece()
    {
        switch (Current)
        {
            case '(':
                return Group();
            case '[':
                var set = PatternSet.Read(_pattern, ref _at, out var error);
                _text.Append(set);
                _error ??= error;
                return error is null ? 1 : Stop();
            case '.':
                _at++;
                _text.Append(_dotFitsAll ? @"(?:[^\uD800-\uDFFF]|" : @"(?:[^\n\uD800-\uDFFF]|").Append(AnyPair).Append(')');
                return 1;
            case '^' or '$':
                _text.Append(_pattern[_at++] == '^' ? @"\A" : @"\z");
                return 1;
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                return Fail("a repetition of nothing");
            default:
                return Character();
        }
    }

    private int Group()
    {
        if (++_depth > MaxDepth)
        {
            return Fail($"groups in groups deeper than {MaxDepth}");
        }

        _at++;
        if (Current == '?' && !SkipGroupName())
        {
            return Fail("this kind of group; allowed are (…), (?:…), (?P<name>…), and (?i), (?s) or (?is) at the very beginning");
        }

        _text.Append("(?:");
        var size = Alternatives();
        _text.Append(')');
        if (Current != ')' || _at >= _pattern.Length)
        {
            return Fail("'(' without ')'");
        }

        _at++;
        _depth--;
        return size + 1;
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
        if (end <= start || !_pattern.AsSpan(start, end - start).ToString().All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            return false;
        }

        _at = end + 1;
        return true;
    }

    private int Escape()
    {
        if (StartsWith(@"\A") || StartsWith(@"\z"))
        {
            _text.Append(_pattern, _at, 2);
            _at += 2;
            return 1;
        }

        var start = _at;
        if (!PatternEscape.TryRead(_pattern, ref _at, out var item))
        {
            _at = start;
            return Fail(@"this escape; allowed are \d \D \w \W \s \S \A \z \a \f \n \r \t \v \xFF \x{FF} and a backslash before a punctuation mark");
        }

        _text.Append(item.AsPiece());
        return 1;
    }

    private int Character()
    {
        var length = char.IsSurrogatePair(_pattern, _at) ? 2 : 1;
        for (var i = 0; i < length; i++)
        {
            _text.Append($"\\u{(int)_pattern[_at++]:X4}");
        }

        return length;
    }

    private int Bounded(int size) => size <= MaxSize ? size : Fail($"more than {MaxSize} characters when repetitions are written out");

    private int Fail(string what)
    {
        _error ??= $"this pattern has at its character {_at + 1} what conditions cannot match: {what}";
        return Stop();
    }

    /// <summary>Goes to the end, so that every loop ends.</summary>
    private int Stop()
    {
        _at = _pattern.Length;
        return 0;
    }
}
