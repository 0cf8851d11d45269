namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>An entity's properties. One of them can be read even where another is contested.</summary>
internal sealed class PropertiesNode(EntityRole role) : Node(ValueKind.Map)
{
    public override Value Evaluate(ref EvaluationFrame frame) =>
        frame.Facts.Properties(role) is { Kind: ValueKind.Map } map ? map : Value.Unknown;

    public override Value Member(string name, ref EvaluationFrame frame) => frame.Facts.Property(role, name);

    public override string Path { get; } = $"{role.ToString().ToLowerInvariant()}.properties";

    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes) => notes.Contested(Path);

    public override void DoubtMember(string name, ref EvaluationFrame frame, DoubtNotes notes) => notes.Contested(Paths.Member(Path, name));
}
