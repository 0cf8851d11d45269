using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Sizes, and texts within texts. Texts are compared as they are, by code points: upper and lower case differ.</summary>
internal static class Searching
{
    /// <summary>The code points of a text, the items of a list, the entries of a map.</summary>
    public static Value Size(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.String when frame.SpendForText(operand.Text!.Length) => Value.From(CodePoints.Count(operand.Text)),
        ValueKind.List => Value.From(operand.AsList.LongLength),
        ValueKind.Map => Value.From((long)operand.AsMap.Count),
        _ => Value.Unknown,
    };

    public static Value StartsWith(Value text, Value part, ref EvaluationFrame frame) =>
        text.Text is { } whole && part.Text is { } start && frame.SpendForText(start.Length)
            ? Value.From(whole.StartsWith(start, StringComparison.Ordinal))
            : Value.Unknown;

    public static Value EndsWith(Value text, Value part, ref EvaluationFrame frame) =>
        text.Text is { } whole && part.Text is { } end && frame.SpendForText(end.Length)
            ? Value.From(whole.EndsWith(end, StringComparison.Ordinal))
            : Value.Unknown;

    public static Value Contains(Value text, Value part, ref EvaluationFrame frame) =>
        text.Text is { } whole && part.Text is { } wanted && frame.SpendForText(whole.Length) && frame.Spend((long)whole.Length * wanted.Length / 64)
            ? Value.From(whole.Contains(wanted, StringComparison.Ordinal))
            : Value.Unknown;
}
