namespace AuthMesh.Node.Exchange.Casbin.Matchers;

/// <summary>Reads a matcher: comparisons, <c>in</c>, <c>&amp;&amp;</c>, <c>||</c>, <c>!</c>, calls of functions. What else govaluate knows is refused.</summary>
internal sealed class MatcherParser
{
    private const int MaxDepth = 64, MaxLength = 16 * 1024;

    private readonly List<MatcherToken> _tokens;
    private int _at, _depth;

    private MatcherParser(List<MatcherToken> tokens) => _tokens = tokens;

    /// <exception cref="CannotMapException">It is no matcher, or not one that is read here.</exception>
    public static Term Parse(SourceText source)
    {
        if (source.Text.Length > MaxLength)
        {
            throw new CannotMapException(source.PlaceOf(0), $"has more than {MaxLength} characters");
        }

        var parser = new MatcherParser(MatcherLexer.Split(source));
        var term = parser.Or();
        return parser.Current.Kind == MatcherTokenKind.End ? term : throw parser.Unexpected("an operator or the end");
    }

    private MatcherToken Current => _tokens[_at];

    private Term Or()
    {
        var left = And();
        while (Current is { Kind: MatcherTokenKind.Symbol, Text: "||" } or)
        {
            _at++;
            left = new Term.Or(or.At, left, And());
        }

        return left;
    }

    private Term And()
    {
        var left = Relation();
        while (Current is { Kind: MatcherTokenKind.Symbol, Text: "&&" } and)
        {
            _at++;
            left = new Term.And(and.At, left, Relation());
        }

        return left;
    }

    private Term Relation()
    {
        var left = Unary();
        switch (Current)
        {
            case { Kind: MatcherTokenKind.Symbol, Text: "==" or "!=" or "<" or "<=" or ">" or ">=" or "=~" or "!~" } comparison:
                _at++;
                return new Term.Compare(comparison.At, comparison.Text, left, Unary());
            case { Kind: MatcherTokenKind.Name, Text: "in" or "IN" } choice:
                _at++;
                Take("(");
                return new Term.In(choice.At, left, Arguments());
            default:
                return left;
        }
    }

    private Term Unary()
    {
        if (++_depth > MaxDepth)
        {
            throw new CannotMapException(Current.At, $"is nested deeper than {MaxDepth}");
        }

        var term = Current is { Kind: MatcherTokenKind.Symbol, Text: "!" } ? Not() : Value();
        _depth--;
        return term;
    }

    private Term.Not Not()
    {
        var at = _tokens[_at++].At;
        return new Term.Not(at, Unary());
    }

    private Term Value()
    {
        var token = _tokens[_at];
        switch (token)
        {
            case { Kind: MatcherTokenKind.Text }:
                _at++;
                return new Term.Text(token.At, token.Text);
            case { Kind: MatcherTokenKind.Number }:
                _at++;
                return new Term.Number(token.At, token.Text);
            case { Kind: MatcherTokenKind.Symbol, Text: "-" } when _tokens[_at + 1].Kind == MatcherTokenKind.Number:
                _at += 2;
                return new Term.Number(token.At, "-" + _tokens[_at - 1].Text);
            case { Kind: MatcherTokenKind.Symbol, Text: "(" }:
                _at++;
                var inner = Or();
                Take(")");
                return inner;
            case { Kind: MatcherTokenKind.Name }:
                _at++;
                return Named(token);
            default:
                throw Unexpected("a value");
        }
    }

    private Term Named(MatcherToken token)
    {
        if (TryTake("("))
        {
            return new Term.Call(token.At, token.Text, Arguments());
        }

        return token.Text.Split('.') switch
        {
            ["true"] => new Term.Truth(token.At, true),
            ["false"] => new Term.Truth(token.At, false),
            ["r", var field] => new Term.RequestField(token.At, field, null),
            ["r", var field, var attribute] => new Term.RequestField(token.At, field, attribute),
            ["p", var field] => new Term.PolicyField(token.At, field),
            _ => throw new CannotMapException(token.At, $"'{token.Text}' is not known here; allowed are r.FIELD, r.FIELD.ATTRIBUTE, p.FIELD, true, false and functions"),
        };
    }

    private List<Term> Arguments()
    {
        var arguments = new List<Term>();
        if (TryTake(")"))
        {
            return arguments;
        }

        do
        {
            arguments.Add(Or());
        }
        while (TryTake(","));
        Take(")");
        return arguments;
    }

    private bool TryTake(string symbol)
    {
        if (Current.Kind != MatcherTokenKind.Symbol || Current.Text != symbol)
        {
            return false;
        }

        _at++;
        return true;
    }

    private void Take(string symbol)
    {
        if (!TryTake(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }
    }

    private CannotMapException Unexpected(string expected) =>
        new(Current.At, $"{(Current.Kind == MatcherTokenKind.End ? "the text ends" : $"'{Current.Text}' stands")} where {expected} is expected");
}
