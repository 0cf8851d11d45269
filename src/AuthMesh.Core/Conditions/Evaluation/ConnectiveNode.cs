namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>&amp;&amp;</c> and <c>||</c> over two or more operands: one deciding operand decides, wherever it stands and whatever cannot be told about the others.</summary>
/// <param name="decisive">False for <c>&amp;&amp;</c>, true for <c>||</c>.</param>
internal sealed class ConnectiveNode(Node[] operands, bool decisive) : Node(ValueKind.Bool, operands)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var isUnknown = false;
        foreach (var operand in operands)
        {
            var value = operand.Evaluate(ref frame);
            if (value.Kind != ValueKind.Bool)
            {
                isUnknown = true;
            }
            else if (value.AsBool == decisive)
            {
                return value;
            }
        }

        return isUnknown ? Value.Unknown : Value.From(!decisive);
    }

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        foreach (var operand in operands)
        {
            operand.DoubtOr(ValueKind.Bool, ref frame, notes);
        }
    }
}
