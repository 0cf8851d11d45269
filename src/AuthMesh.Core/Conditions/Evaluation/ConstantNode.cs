namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>A value that the text gives.</summary>
internal sealed class ConstantNode(Value value) : Node(value.IsUnknown ? null : value.Kind)
{
    public Value Value { get; } = value;

    public override Value Evaluate(ref EvaluationFrame frame) => Value;
}
