namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>value in container</c>: whether it is an item of a list or a key of a map.</summary>
internal sealed class InNode(Node value, Node container) : Node(ValueKind.Bool, value, container)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var wanted = value.Evaluate(ref frame);
        if (wanted.IsUnknown)
        {
            return wanted;
        }

        // One key of properties can be asked for even where another is contested.
        if (container.Kind == ValueKind.Map && wanted.Text is { } name)
        {
            var member = frame.SpendForText(name.Length) ? container.Member(name, ref frame) : Value.Unknown;
            return member.IsUnknown ? member : Value.From(!member.IsAbsent);
        }

        var whole = container.Evaluate(ref frame);
        return whole.Kind switch
        {
            ValueKind.Map => Value.From(!whole.AsMap.Find(wanted).IsAbsent),
            ValueKind.List => Contains(whole.AsList, wanted, ref frame),
            _ => Value.Unknown,
        };
    }

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        var wanted = value.Evaluate(ref frame);
        if (wanted.IsUnknown)
        {
            value.Doubt(ref frame, notes);
        }
        else if (container.Kind == ValueKind.Map && wanted.Text is { } name)
        {
            container.DoubtMember(name, ref frame, notes);
        }
        else
        {
            container.DoubtOr(default, ref frame, notes);
        }
    }

    private static Value Contains(Value[] items, Value wanted, ref EvaluationFrame frame)
    {
        foreach (var item in items)
        {
            if (Equality.Of(item, wanted, ref frame))
            {
                return Value.True;
            }
        }

        return frame.IsSpent ? Value.Unknown : Value.False;
    }
}
