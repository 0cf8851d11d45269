namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>subject.in("group:x")</c>: whether memberships lead there.</summary>
internal sealed class IsInNode(EntityRole role, Node parent) : Node(ValueKind.Bool, parent)
{
    /// <summary>A look-up in the memberships, counted as if it went through a few of them.</summary>
    private const int Steps = 16;

    public override Value Evaluate(ref EvaluationFrame frame)
    {
        if (parent.Evaluate(ref frame).Text is not { } name || !frame.SpendForText(name.Length) || !frame.Spend(Steps))
        {
            return Value.Unknown;
        }

        return Value.FromTruth(frame.Facts.IsIn(role, name));
    }

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        if (parent.Evaluate(ref frame).Text is { } name)
        {
            notes.Contested($"{role.ToString().ToLowerInvariant()}.in(\"{name}\")");
        }
        else
        {
            parent.DoubtOr(ValueKind.String, ref frame, notes);
        }
    }
}
