namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>operand.name</c>: Unknown when it is not there.</summary>
internal sealed class MemberNode(Node operand, string name) : Node(null, operand)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var value = operand.Member(name, ref frame);
        return value.IsAbsent ? Value.Unknown : value;
    }

    public override string? Path => Paths.Member(operand.Path, name);

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        if (operand.Member(name, ref frame).IsAbsent)
        {
            notes.Missing(Path);
        }
        else
        {
            operand.DoubtMember(name, ref frame, notes);
        }
    }
}
