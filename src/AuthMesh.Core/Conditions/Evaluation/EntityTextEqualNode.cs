namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>==</c> and <c>!=</c> with an entity's type or id, which need not be made a text of its own for that.</summary>
internal sealed class EntityTextEqualNode(EntityTextNode text, Node other, bool isNegated) : Node(ValueKind.Bool, text, other)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var value = other.Evaluate(ref frame);
        return value.IsUnknown ? value : Value.From((value.Text is { } wanted && frame.SpendForText(wanted.Length) && text.Is(wanted, frame.Facts)) != isNegated);
    }
}
