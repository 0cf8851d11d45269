namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>The request's context.</summary>
internal sealed class ContextNode() : Node(ValueKind.Map)
{
    public override Value Evaluate(ref EvaluationFrame frame) =>
        frame.Facts.Context is { Kind: ValueKind.Map } map ? map : Value.Unknown;

    public override Value Member(string name, ref EvaluationFrame frame) => frame.Facts.ContextMember(name);

    public override string Path => "context";

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes) => notes.Unfit(Path);
}
