namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>==</c> and <c>!=</c>.</summary>
internal sealed class EqualNode(Node left, Node right, bool isNegated) : Node(ValueKind.Bool, left, right)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var first = left.Evaluate(ref frame);
        var second = first.IsUnknown ? first : right.Evaluate(ref frame);
        return second.IsUnknown ? second : Value.From(Equality.Of(first, second, ref frame) != isNegated);
    }
}
