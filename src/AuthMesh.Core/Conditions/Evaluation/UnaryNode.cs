using AuthMesh.Core.Conditions.Operations;

namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>An operator or function of one value.</summary>
internal sealed class UnaryNode(UnaryOperation operation, Node operand, ValueKind? kind) : Node(kind, operand)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var value = operand.Evaluate(ref frame);
        return value.IsUnknown ? value : operation(value, ref frame);
    }
}
