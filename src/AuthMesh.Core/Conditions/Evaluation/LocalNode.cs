namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>The variable of a loop.</summary>
internal sealed class LocalNode(int depth) : Node(null)
{
    public override Value Evaluate(ref EvaluationFrame frame) => frame.Local(depth);
}
