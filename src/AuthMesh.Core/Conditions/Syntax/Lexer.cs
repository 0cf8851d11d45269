using System.Buffers;
using System.Globalization;

namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>Cuts a condition into tokens, as the lexis of the CEL language definition has them, without bytes and unsigned numbers.</summary>
/// <remarks>After an error it gives nothing but the end, so that every loop of the parser ends too.</remarks>
internal sealed class Lexer(string source, ErrorSink errors)
{
    /// <summary>Longer ones first: the first that fits is taken.</summary>
    private static readonly string[] _symbols =
    [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
    ];

    private static readonly SearchValues<char> _blanks = SearchValues.Create(" \t\r\n\f");
    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> _hexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> _wordCharacters = SearchValues.Create("_abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

    private int _offset;

    /// <summary>The next token.</summary>
    public Token Next()
    {
        SkipBlanksAndComments();
        if (_offset >= source.Length || errors.First is not null)
        {
            return new(TokenKind.End, "", default, source.Length);
        }

        var c = source[_offset];
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(At(_offset + 1))))
        {
            return Number();
        }

        if (TextLiteral.StartsAt(source, _offset))
        {
            var start = _offset;
            return TextLiteral.TryRead(source, ref _offset, out var text, errors) ? new(TokenKind.Literal, "", Value.From(text), start) : Next();
        }

        return _wordCharacters.Contains(c) ? Word() : Symbol();
    }

    private char At(int offset) => offset < source.Length ? source[offset] : '\0';

    private void SkipBlanksAndComments()
    {
        while (true)
        {
            _offset = End(_offset, _blanks);
            if (At(_offset) != '/' || At(_offset + 1) != '/')
            {
                return;
            }

            var length = source.AsSpan(_offset).IndexOfAny('\r', '\n');
            _offset = length < 0 ? source.Length : _offset + length;
        }
    }

    /// <summary>Where a run of the characters ends.</summary>
    private int End(int from, SearchValues<char> characters)
    {
        var length = source.AsSpan(from).IndexOfAnyExcept(characters);
        return length < 0 ? source.Length : from + length;
    }

    private Token Word()
    {
        var start = _offset;
        _offset = End(start, _wordCharacters);
        return new(TokenKind.Word, source[start.._offset], default, start);
    }

    private Token Symbol()
    {
        foreach (var symbol in _symbols)
        {
            if (string.CompareOrdinal(source, _offset, symbol, 0, symbol.Length) == 0)
            {
                _offset += symbol.Length;
                return new(TokenKind.Symbol, symbol, default, _offset - symbol.Length);
            }
        }

        return Fail(source[_offset] switch
        {
            '=' => "'=' is no operator; use '=='",
            '&' or '|' => "use '&&' and '||' for 'and' and 'or'",
            _ => "this character may stand only in a string or comment",
        }, _offset);
    }

    private Token Number()
    {
        var start = _offset;
        var isHex = source[start] == '0' && At(start + 1) is 'x' or 'X';
        var value = isHex ? Hex() : Decimal();
        return value switch
        {
            _ when At(_offset) is 'u' or 'U' => Fail("unsigned numbers are not part of conditions; leave out the 'u'", _offset),
            _ when _wordCharacters.Contains(At(_offset)) => Fail("a number may not run into a word", _offset),
            { IsUnknown: true } => Fail("this number is beyond 64 bits", start),
            _ => new(TokenKind.Literal, "", value, start),
        };
    }

    private Value Hex()
    {
        var start = _offset + 2;
        _offset = End(start, _hexDigits);
        return ulong.TryParse(source.AsSpan(start, _offset - start), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var whole)
            ? Whole(whole)
            : Value.Unknown;
    }

    private Value Decimal()
    {
        var start = _offset;
        _offset = End(start, _digits);
        var isWhole = true;
        if (At(_offset) == '.' && char.IsAsciiDigit(At(_offset + 1)))
        {
            isWhole = false;
            _offset = End(_offset + 1, _digits);
        }

        if (At(_offset) is 'e' or 'E')
        {
            var digits = At(_offset + 1) is '+' or '-' ? _offset + 2 : _offset + 1;
            if (char.IsAsciiDigit(At(digits)))
            {
                isWhole = false;
                _offset = End(digits, _digits);
            }
        }

        var text = source.AsSpan(start, _offset - start);
        if (isWhole)
        {
            return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var whole) ? Whole(whole) : Value.Unknown;
        }

        var number = double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number) ? Value.From(number) : Value.Unknown;
    }

    private static Value Whole(ulong magnitude) => magnitude <= 1UL << 63 ? Value.From(unchecked((long)magnitude)) : Value.Unknown;

    private Token Fail(string message, int offset)
    {
        errors.Report(message, offset);
        return Next();
    }
}
