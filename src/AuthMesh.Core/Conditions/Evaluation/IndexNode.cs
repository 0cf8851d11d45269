namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>operand[key]</c>: the value of a key in a map, or the item at a place, counted from 0, in a list. Unknown when it is not there.</summary>
internal sealed class IndexNode(Node operand, Node key) : Node(null, operand, key)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var at = key.Evaluate(ref frame);
        if (at.Text is { } name)
        {
            var member = frame.SpendForText(name.Length) ? operand.Member(name, ref frame) : Value.Unknown;
            return member.IsAbsent ? Value.Unknown : member;
        }

        var whole = operand.Evaluate(ref frame);
        return (whole.Kind, at.Kind) switch
        {
            (_, ValueKind.Unknown) => Value.Unknown,
            (ValueKind.Map, _) => whole.AsMap.Find(at) is { IsAbsent: false } value ? value : Value.Unknown,
            (ValueKind.List, ValueKind.Int or ValueKind.Double) => Item(whole.AsList, at),
            _ => Value.Unknown,
        };
    }

    public override string? Path => key is ConstantNode { Value.Text: { } name } ? Paths.Member(operand.Path, name) : null;

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        var at = key.Evaluate(ref frame);
        var whole = operand.Evaluate(ref frame);
        if (at.IsUnknown)
        {
            key.Doubt(ref frame, notes);
        }
        else if (at.Text is { } name && operand.Member(name, ref frame) is var member && (member.IsAbsent || member.IsUnknown))
        {
            if (member.IsAbsent)
            {
                notes.Missing(Paths.Member(operand.Path, name));
            }
            else
            {
                operand.DoubtMember(name, ref frame, notes);
            }
        }
        else if (whole.IsUnknown)
        {
            operand.Doubt(ref frame, notes);
        }
        else if (whole.Kind is ValueKind.List or ValueKind.Map && Numbers.WholeOf(at) is { } place)
        {
            notes.Missing(Paths.Item(operand.Path, place));
        }
        else
        {
            operand.NoteUnfit(notes);
            key.NoteUnfit(notes);
        }
    }

    private static Value Item(Value[] items, Value place) =>
        Numbers.WholeOf(place) is { } at and >= 0 && at < items.Length ? items[at] : Value.Unknown;
}
