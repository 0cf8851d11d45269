using System.Collections.Immutable;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Conditions.Operations;
using AuthMesh.Core.Conditions.Syntax;

namespace AuthMesh.Core.Conditions.Compilation;

/// <content>Operators and functions.</content>
internal sealed partial class Binder
{
    private Node BindOperation(Expression.Operation operation)
    {
        switch (operation.Symbol)
        {
            case "&&" or "||":
                var operands = operation.Operands.Select(operand => BindAs(ValueKind.Bool, operand, $"'{operation.Symbol}' joins what is true or false"));
                return new ConnectiveNode([.. operands], decisive: operation.Symbol == "||");
            case "!":
                return new NotNode(BindAs(ValueKind.Bool, operation.Operands[0], "'!' is for what is true or false"));
            case "?":
                var test = BindAs(ValueKind.Bool, operation.Operands[0], "what stands before '?' must be true or false");
                return new ChoiceNode(test, Bind(operation.Operands[1]), Bind(operation.Operands[2]));
        }

        var bound = BindAll(operation.Operands);
        return operation.Symbol switch
        {
            "==" or "!=" => BindEquality(bound[0], bound[1], operation),
            "in" when bound[1].Kind is null or ValueKind.List or ValueKind.Map => new InNode(bound[0], bound[1]),
            "in" => Fail($"what stands behind 'in' must be a list or a map; this is {bound[1].Kind.WithArticle()}", operation.Operands[1].Offset),
            "negate" => Apply(OperationTable.Find("negate", 1)!, "'-'", bound, operation.Operands, operation.Offset),
            _ => Apply(OperationTable.Find(operation.Symbol, 2)!, $"'{operation.Symbol}'", bound, operation.Operands, operation.Offset),
        };
    }

    private Node BindEquality(Node left, Node right, Expression.Operation operation)
    {
        var canBeEqual = left.Kind is null || right.Kind is null || left.Kind == right.Kind || (IsNumber(left) && IsNumber(right));
        var isNegated = operation.Symbol == "!=";
        return (left, right) switch
        {
            _ when !canBeEqual => Fail($"{left.Kind.WithArticle()} is never equal to {right.Kind.WithArticle()}", operation.Offset),
            (EntityTextNode text, _) => new EntityTextEqualNode(text, right, isNegated),
            (_, EntityTextNode text) => new EntityTextEqualNode(text, left, isNegated),
            _ => new EqualNode(left, right, isNegated),
        };
    }

    private static bool IsNumber(Node node) => node.Kind is ValueKind.Int or ValueKind.Double;

    /// <param name="shownAs">The operation in error messages.</param>
    /// <param name="operands">As bound, and below as written.</param>
    private Node Apply(Operation operation, string shownAs, Node[] operands, ImmutableArray<Expression> written, int offset)
    {
        ValueKind?[] kinds = [.. operands.Select(operand => operand.Kind)];
        var results = operation.Overloads.Where(overload => overload.Fits(kinds)).Select(overload => (ValueKind?)overload.Result).Distinct().ToArray();
        if (results.Length == 0)
        {
            return Fail($"{shownAs} is not for {string.Join(" and ", kinds.Select(kind => kind.WithArticle()))}", offset);
        }

        if (operation.TextForm is { } form && operands[^1] is ConstantNode { Value: { Kind: ValueKind.String } text } && !form.Fits(text))
        {
            return Fail($"this must be {form.Description}", written[^1].Offset);
        }

        var kind = results.Length == 1 ? results[0] : null;
        return operation.Unary is { } unary
            ? Folded(new UnaryNode(unary, operands[0], kind), operands)
            : Folded(new BinaryNode(operation.Binary!, operands[0], operands[1], kind), operands);
    }
}
