using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>The arithmetic operators. Both operands are of one kind, but for times; what does not fit in 64 bits is Unknown.</summary>
internal static class Arithmetic
{
    public static Value Add(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Fit((Int128)left.AsInt + right.AsInt),
        (ValueKind.Double, ValueKind.Double) => Value.From(left.AsDouble + right.AsDouble),
        (ValueKind.String, ValueKind.String) => Join(left.Text!, right.Text!, ref frame),
        (ValueKind.List, ValueKind.List) => Join(left.AsList, right.AsList, ref frame),
        (ValueKind.Timestamp, ValueKind.Duration) => Value.FromInstant(left.AsInstant + right.AsDuration),
        (ValueKind.Duration, ValueKind.Timestamp) => Value.FromInstant(right.AsInstant + left.AsDuration),
        (ValueKind.Duration, ValueKind.Duration) => Value.FromDuration((Int128)left.AsDuration + right.AsDuration),
        _ => Value.Unknown,
    };

    public static Value Subtract(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Fit((Int128)left.AsInt - right.AsInt),
        (ValueKind.Double, ValueKind.Double) => Value.From(left.AsDouble - right.AsDouble),
        (ValueKind.Timestamp, ValueKind.Timestamp) => Value.FromDuration(left.AsInstant - right.AsInstant),
        (ValueKind.Timestamp, ValueKind.Duration) => Value.FromInstant(left.AsInstant - right.AsDuration),
        (ValueKind.Duration, ValueKind.Duration) => Value.FromDuration((Int128)left.AsDuration - right.AsDuration),
        _ => Value.Unknown,
    };

    public static Value Multiply(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) => Fit((Int128)left.AsInt * right.AsInt),
        (ValueKind.Double, ValueKind.Double) => Value.From(left.AsDouble * right.AsDouble),
        _ => Value.Unknown,
    };

    /// <summary>Whole numbers are cut towards zero.</summary>
    public static Value Divide(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        (ValueKind.Int, ValueKind.Int) when right.AsInt != 0 => Fit((Int128)left.AsInt / right.AsInt),
        (ValueKind.Double, ValueKind.Double) => Value.From(left.AsDouble / right.AsDouble),
        _ => Value.Unknown,
    };

    /// <summary>With the sign of the left operand.</summary>
    public static Value Remainder(Value left, Value right, ref EvaluationFrame frame) => (left.Kind, right.Kind) switch
    {
        // As in CEL's reference implementation, the one remainder of an impossible quotient is impossible too.
        (ValueKind.Int, ValueKind.Int) when right.AsInt != 0 && (left.AsInt != long.MinValue || right.AsInt != -1) => Value.From(left.AsInt % right.AsInt),
        _ => Value.Unknown,
    };

    public static Value Negate(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Int => Fit(-(Int128)operand.AsInt),
        ValueKind.Double => Value.From(-operand.AsDouble),
        _ => Value.Unknown,
    };

    private static Value Fit(Int128 whole) =>
        whole >= long.MinValue && whole <= long.MaxValue ? Value.From((long)whole) : Value.Unknown;

    private static Value Join(string left, string right, ref EvaluationFrame frame) =>
        frame.SpendForText((long)left.Length + right.Length) ? Value.From(left + right) : Value.Unknown;

    private static Value Join(Value[] left, Value[] right, ref EvaluationFrame frame) =>
        frame.Spend((long)left.Length + right.Length) ? Value.ListOf([.. left, .. right]) : Value.Unknown;
}
