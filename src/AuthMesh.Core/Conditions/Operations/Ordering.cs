using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>The operators that ask which is first: numbers by their mathematical value, texts by code points, false before true, times by their order.</summary>
internal static class Ordering
{
    public static Value Less(Value left, Value right, ref EvaluationFrame frame) =>
        Answer(Compare(left, right, ref frame), sign => sign < 0);

    public static Value LessOrEqual(Value left, Value right, ref EvaluationFrame frame) =>
        Answer(Compare(left, right, ref frame), sign => sign <= 0);

    public static Value Greater(Value left, Value right, ref EvaluationFrame frame) =>
        Answer(Compare(left, right, ref frame), sign => sign > 0);

    public static Value GreaterOrEqual(Value left, Value right, ref EvaluationFrame frame) =>
        Answer(Compare(left, right, ref frame), sign => sign >= 0);

    private static Value Answer(Order order, Func<int, bool> test) => order.IsThere
        ? Value.From(order.Sign is { } sign && test(sign))
        : Value.Unknown;

    private static Order Compare(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int or ValueKind.Double, ValueKind.Int or ValueKind.Double) => new(true, Numbers.Compare(left, right)),
        (ValueKind.String, ValueKind.String) when frame.SpendForText(Math.Min(left.Text!.Length, right.Text!.Length)) => new(true, CodePoints.Compare(left.Text!, right.Text!)),
        (ValueKind.Bool, ValueKind.Bool) => new(true, left.AsBool.CompareTo(right.AsBool)),
        (ValueKind.Timestamp, ValueKind.Timestamp) => new(true, left.AsInstant.CompareTo(right.AsInstant)),
        (ValueKind.Duration, ValueKind.Duration) => new(true, left.AsDuration.CompareTo(right.AsDuration)),
        _ => default,
    };

    /// <param name="IsThere">False when the values cannot be compared: the answer is Unknown.</param>
    /// <param name="Sign">Null beside a NaN: every answer is false.</param>
    private readonly record struct Order(bool IsThere, int? Sign);
}
