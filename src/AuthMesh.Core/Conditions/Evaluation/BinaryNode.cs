using AuthMesh.Core.Conditions.Operations;

namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>An operator or function of two values.</summary>
internal sealed class BinaryNode(BinaryOperation operation, Node left, Node right, ValueKind? kind) : Node(kind, left, right)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var first = left.Evaluate(ref frame);
        var second = first.IsUnknown ? first : right.Evaluate(ref frame);
        return second.IsUnknown ? second : operation(first, second, ref frame);
    }
}
