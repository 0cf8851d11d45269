namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>!</c></summary>
internal sealed class NotNode(Node operand) : Node(ValueKind.Bool, operand)
{
    public override Value Evaluate(ref EvaluationFrame frame) =>
        operand.Evaluate(ref frame) is { Kind: ValueKind.Bool } value ? Value.From(!value.AsBool) : Value.Unknown;
}
