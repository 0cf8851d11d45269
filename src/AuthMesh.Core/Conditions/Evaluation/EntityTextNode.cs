namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>An entity's type or id.</summary>
internal sealed class EntityTextNode(EntityRole role, bool isId) : Node(ValueKind.String)
{
    public override Value Evaluate(ref EvaluationFrame frame) =>
        Value.From(isId ? frame.Facts.Id(role) : frame.Facts.Type(role));

    public override string Path => $"{role.ToString().ToLowerInvariant()}.{(role == EntityRole.Action ? "name" : isId ? "id" : "type")}";

    /// <summary>True when this is the text.</summary>
    public bool Is(string text, IConditionFacts facts) => isId ? facts.HasId(role, text) : facts.HasType(role, text);
}
