namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>has(operand.name)</c>: false when it is plainly not there.</summary>
internal sealed class HasNode(Node operand, string name) : Node(ValueKind.Bool, operand)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var value = operand.Member(name, ref frame);
        return value.IsUnknown ? value : Value.From(!value.IsAbsent);
    }

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes) => operand.DoubtMember(name, ref frame, notes);
}
