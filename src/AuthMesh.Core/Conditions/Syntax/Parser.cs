using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Syntax;

/// <summary>Reads a condition by recursive descent, one method for each level of precedence of the CEL grammar.</summary>
/// <remarks>
/// <para>Two depths are bounded: that of the calls here, by brackets, and that of the result, in which chains of operators and members nest too
/// (but for <c>&amp;&amp;</c> and <c>||</c>, whose chains are one operation). Whoever walks the result may recurse.</para>
/// <para>After an error the lexer gives nothing but the end, so all loops end; what is returned then is not used.</para>
/// </remarks>
internal sealed class Parser
{
    private static readonly string[] _relations = ["==", "!=", "<=", ">=", "<", ">"];
    private static readonly string[] _sums = ["+", "-"];
    private static readonly string[] _products = ["*", "/", "%"];

    private static readonly HashSet<string> _reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "in", "let", "loop", "package", "namespace", "return", "var", "void", "while",
    ];

    private static readonly string _tooDeep = $"this is nested deeper than {ConditionLimits.MaxDepth}";

    private readonly ErrorSink _errors;
    private readonly Lexer _lexer;
    private Token _token;
    private int _brackets;
    private int _nodes;

    private Parser(string source, ErrorSink errors)
    {
        _errors = errors;
        _lexer = new Lexer(source, errors);
        _token = _lexer.Next();
    }

    /// <summary>Reads the whole text; null when it has an error, which has been reported.</summary>
    public static Expression? Parse(string source, ErrorSink errors)
    {
        var parser = new Parser(source, errors);
        var expression = parser.Choice();
        if (parser._token.Kind != TokenKind.End)
        {
            parser.Fail($"found {parser._token} where the condition should end or an operator stand");
        }

        return errors.First is null ? expression : null;
    }

    private Expression Choice() => Nested(() =>
    {
        var test = Or();
        if (!_token.Is("?"))
        {
            return test;
        }

        var offset = Take().Offset;
        var then = Choice();
        Expect(":");
        return Count(new Expression.Operation("?", [test, then, Choice()], offset));
    });

    private Expression Or() => Chain("||", And);

    private Expression And() => Chain("&&", Relation);

    private Expression Chain(string symbol, Func<Expression> operand)
    {
        var first = operand();
        if (!_token.Is(symbol))
        {
            return first;
        }

        var offset = _token.Offset;
        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (_token.Is(symbol))
        {
            Take();
            operands.Add(operand());
        }

        return Count(new Expression.Operation(symbol, operands.ToImmutable(), offset));
    }

    private Expression Relation() => Operations(_relations, Sum, "in");

    private Expression Sum() => Operations(_sums, Product);

    private Expression Product() => Operations(_products, Unary);

    private Expression Operations(string[] symbols, Func<Expression> operand, string? word = null)
    {
        var left = operand();
        while ((_token.Kind == TokenKind.Symbol && symbols.Contains(_token.Text)) || (word is not null && _token.IsWord(word)))
        {
            var token = Take();
            left = Count(new Expression.Operation(token.Text, [left, operand()], token.Offset));
        }

        return left;
    }

    private Expression Unary()
    {
        if (!_token.Is("!") && !_token.Is("-"))
        {
            return Members(Primary());
        }

        var token = Take();
        if (token.Text == "-" && _token.Kind == TokenKind.Literal && _token.Value.IsNumber)
        {
            return Members(NegativeNumber(token.Offset));
        }

        return Nested(() => Count(new Expression.Operation(token.Text == "-" ? "negate" : "!", [Unary()], token.Offset)));
    }

    private Expression.Literal NegativeNumber(int offset)
    {
        var value = Take().Value;
        return Count(new Expression.Literal(value.Kind == ValueKind.Int ? Value.From(unchecked(-value.AsInt)) : Value.From(-value.AsDouble), offset));
    }

    private Expression Members(Expression operand)
    {
        while (_token.Is(".") || _token.Is("["))
        {
            if (Take() is { Text: "[" } bracket)
            {
                operand = Count(new Expression.Index(operand, Choice(), bracket.Offset));
                Expect("]");
                continue;
            }

            // Behind a dot any word is a name: subject.in("group:x").
            var name = _token;
            if (name.Kind != TokenKind.Word || name.Text is "true" or "false" or "null")
            {
                Fail($"found {name} where the name of a member should stand");
            }

            Take();
            operand = _token.Is("(")
                ? Count(new Expression.Call(operand, name.Text, Arguments(), name.Offset))
                : Count(new Expression.Member(operand, name.Text, name.Offset));
        }

        return operand;
    }

    private Expression Primary()
    {
        var token = Take();
        switch (token.Kind)
        {
            case TokenKind.Literal:
                if (token.Value.Kind == ValueKind.Int && token.Value.AsInt < 0)
                {
                    Fail("this number is beyond 64 bits", token.Offset);
                }

                return Count(new Expression.Literal(token.Value, token.Offset));
            case TokenKind.Word:
                return Word(token);
            case TokenKind.Symbol when token.Text == "(":
                var inner = Choice();
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                return Count(new Expression.List(Items("]"), token.Offset));
            case TokenKind.Symbol when token.Text == "{":
                return Count(new Expression.Map(Items("}", inPairs: true), token.Offset));
            default:
                Fail($"found {token} where a value should stand", token.Offset);
                return new Expression.Literal(Value.Unknown, token.Offset);
        }
    }

    private Expression Word(Token token)
    {
        switch (token.Text)
        {
            case "true" or "false":
                return Count(new Expression.Literal(Value.From(token.Text == "true"), token.Offset));
            case "null":
                return Count(new Expression.Literal(Value.Null, token.Offset));
        }

        if (_reserved.Contains(token.Text))
        {
            Fail($"'{token.Text}' is a reserved word", token.Offset);
        }

        return _token.Is("(")
            ? Count(new Expression.Call(null, token.Text, Arguments(), token.Offset))
            : Count(new Expression.Variable(token.Text, token.Offset));
    }

    private ImmutableArray<Expression> Arguments()
    {
        Take();
        return Items(")");
    }

    /// <summary>Expressions, or pairs of them, with commas between, up to the closing bracket. In a list or map a last comma may stand before the bracket.</summary>
    private ImmutableArray<Expression> Items(string close, bool inPairs = false)
    {
        var items = ImmutableArray.CreateBuilder<Expression>();
        while (!_token.Is(close) && _token.Kind != TokenKind.End)
        {
            items.Add(Choice());
            if (inPairs)
            {
                Expect(":");
                items.Add(Choice());
            }

            if (!_token.Is(","))
            {
                break;
            }

            Take();
            if (close == ")" && _token.Is(close))
            {
                Fail("found ')' where an argument should stand");
            }
        }

        Expect(close);
        return items.ToImmutable();
    }

    private Expression Nested(Func<Expression> read)
    {
        if (++_brackets > ConditionLimits.MaxDepth)
        {
            Fail(_tooDeep);
        }

        var result = read();
        _brackets--;
        return result;
    }

    private T Count<T>(T expression)
        where T : Expression
    {
        if (++_nodes > ConditionLimits.MaxNodes)
        {
            Fail($"the condition has more than {ConditionLimits.MaxNodes} literals, names, operators and calls", expression.Offset);
        }

        if (expression.Depth > ConditionLimits.MaxDepth)
        {
            Fail(_tooDeep, expression.Offset);
        }

        return expression;
    }

    private Token Take()
    {
        var token = _token;
        _token = _lexer.Next();
        return token;
    }

    private void Expect(string symbol)
    {
        if (_token.Is(symbol))
        {
            Take();
            return;
        }

        Fail($"found {_token} where '{symbol}' should stand");
    }

    private void Fail(string message) => Fail(message, _token.Offset);

    private void Fail(string message, int offset)
    {
        _errors.Report(message, offset);
        _token = _lexer.Next();
    }
}
