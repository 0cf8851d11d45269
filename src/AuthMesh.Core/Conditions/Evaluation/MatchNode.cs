using AuthMesh.Core.Conditions.Patterns;

namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>text.matches(pattern)</c>: whether the pattern fits any part of the text.</summary>
internal sealed class MatchNode(Node text, LinearPattern pattern) : Node(ValueKind.Bool, text)
{
    public override Value Evaluate(ref EvaluationFrame frame) =>
        text.Evaluate(ref frame).Text is { } value ? Value.FromTruth(pattern.Match(value, ref frame)) : Value.Unknown;
}
