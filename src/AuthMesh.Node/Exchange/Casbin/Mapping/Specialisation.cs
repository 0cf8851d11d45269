using AuthMesh.Node.Exchange.Casbin.Matchers;

namespace AuthMesh.Node.Exchange.Casbin.Mapping;

/// <summary>Puts the values of a policy line into the matcher and works out what is left to ask of a request.</summary>
/// <param name="values">By field of the policy definition; null where there is no line, and every field is an empty text.</param>
internal sealed class Specialisation(CasbinModel model, RequestShape shape, IReadOnlyDictionary<string, RoleGraph> graphs, FieldUses uses, PolicyLine? values)
{
    private bool _isInEval;

    /// <exception cref="CannotMapException">The list cannot say it exactly.</exception>
    public Formula Of(Term term)
    {
        switch (term)
        {
            case Term.Truth truth:
                return truth.Value ? Formula.True : Formula.False;
            case Term.And and:
                return Formula.All(Of(and.Left), Of(and.Right));
            case Term.Or or:
                return Formula.Any(Of(or.Left), Of(or.Right));
            case Term.Not not:
                return Formula.Negation(Of(not.Operand));
            case Term.Compare compare:
                return Comparison.Of(compare, OperandOf(compare.Left), OperandOf(compare.Right));
            case Term.In choice:
                var item = OperandOf(choice.Item);
                return Formula.Any(choice.Choices.Select(one => Comparison.Equal(choice.At, item, OperandOf(one))).ToList());
            case Term.Call { Function: "eval" } call:
                return Eval(call);
            case Term.Call call when graphs.TryGetValue(call.Function, out var graph):
                return Role(call, graph);
            case Term.Call call:
                return Functions.Of(call, [.. call.Arguments.Select(OperandOf)]);
            default:
                throw new CannotMapException(term.At, "is no condition; allowed are comparisons and functions");
        }
    }

    private Formula Eval(Term.Call call)
    {
        if (_isInEval || call.Arguments is not [Term.PolicyField field])
        {
            throw new CannotMapException(call.At, _isInEval ? "eval inside of eval cannot be mapped" : "eval takes one argument, a field p.FIELD");
        }

        var rule = TextOf(field);
        _isInEval = true;
        var formula = Of(MatcherParser.Parse(SourceText.Cell(rule.At, rule.Value)));
        _isInEval = false;
        return formula;
    }

    private Formula.RoleQuestion Role(Term.Call call, RoleGraph graph)
    {
        var arguments = call.Arguments.Select(OperandOf).ToList();
        if (arguments.Count != (graph.HasDomain ? 3 : 2))
        {
            throw new CannotMapException(call.At, $"{graph.Name} takes {(graph.HasDomain ? 3 : 2)} arguments by its definition");
        }

        return new Formula.RoleQuestion(graph, arguments[0], arguments[1], graph.HasDomain ? arguments[2] : null, call.At);
    }

    private Operand OperandOf(Term term) => term switch
    {
        Term.Text text => new Operand.Text(text.Value, text.At),
        Term.Number number => new Operand.Literal(number.Value),
        Term.Truth truth => new Operand.Literal(truth.Value ? "true" : "false"),
        Term.PolicyField field => TextOf(field),
        Term.RequestField field => RequestOf(field),
        _ => throw new CannotMapException(term.At, "cannot be mapped here; allowed are a text, a number, r.FIELD and p.FIELD"),
    };

    private Operand.Request RequestOf(Term.RequestField field)
    {
        uses.Note(field);
        return shape.SideOf(field.Field) is { } side
            ? new Operand.Request(new Field(side, field.Field, field.Attribute))
            : throw new CannotMapException(field.At, $"the request has no field '{field.Field}'; it has {string.Join(", ", shape.Fields)}");
    }

    private Operand.Text TextOf(Term.PolicyField field)
    {
        var place = model.PolicyFields.ToList().IndexOf(field.Field);
        if (place < 0)
        {
            throw new CannotMapException(field.At, $"the policy has no field '{field.Field}'; it has {string.Join(", ", model.PolicyFields)}");
        }

        return values is { } line ? new Operand.Text(line.Values[place], line.PlaceOf(place)) : new Operand.Text("", field.At);
    }
}
