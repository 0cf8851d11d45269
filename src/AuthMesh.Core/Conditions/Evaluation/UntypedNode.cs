namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>dyn(x)</c>: the same value, whose kind is not looked at when the condition is written.</summary>
internal sealed class UntypedNode(Node operand) : Node(null, operand)
{
    public override Value Evaluate(ref EvaluationFrame frame) => operand.Evaluate(ref frame);

    public override string? Path => operand.Path;
}
