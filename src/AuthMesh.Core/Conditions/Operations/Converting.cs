using System.Globalization;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>The functions named after the kind of value that they make. A text must be of the right form as a whole, without blanks around it.</summary>
internal static class Converting
{
    /// <summary>No text of a number or time that is longer is read.</summary>
    private const int MaxLength = 128;

    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Doubles are cut towards zero; a timestamp gives its seconds since 1970.</summary>
    public static Value ToInt(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Int => operand,
        ValueKind.Double when operand.AsDouble is > long.MinValue and < -(double)long.MinValue => Value.From((long)operand.AsDouble),
        ValueKind.String when IsShort(operand) && long.TryParse(operand.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) => Value.From(whole),
        ValueKind.Timestamp => Value.From(Timestamps.UnixSeconds(operand.AsInstant)),
        _ => Value.Unknown,
    };

    public static Value ToDouble(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Int => Value.From((double)operand.AsInt),
        ValueKind.Double => operand,
        ValueKind.String when IsShort(operand) && double.TryParse(operand.Text, Decimal, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) => Value.From(number),
        _ => Value.Unknown,
    };

    public static Value ToBool(Value operand, ref EvaluationFrame frame) => (operand.Kind, operand.Text) switch
    {
        (ValueKind.Bool, _) => operand,
        (_, "true" or "True" or "TRUE" or "t" or "1") => Value.True,
        (_, "false" or "False" or "FALSE" or "f" or "0") => Value.False,
        _ => Value.Unknown,
    };

    public static Value ToText(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.String => operand,
        ValueKind.Bool => Value.From(operand.AsBool ? "true" : "false"),
        ValueKind.Int => Value.From(operand.AsInt.ToString(CultureInfo.InvariantCulture)),
        ValueKind.Double => Value.From(ToText(operand.AsDouble)),
        ValueKind.Timestamp => Value.From(Timestamps.ToText(operand.AsInstant)),
        ValueKind.Duration => Value.From(Durations.ToText(operand.AsDuration)),
        ValueKind.Ip => Value.From(operand.AsIp.ToString()),
        ValueKind.Cidr => Value.From(operand.AsCidr.ToString()),
        _ => Value.Unknown,
    };

    /// <summary>A whole number counts seconds since 1970.</summary>
    public static Value ToTimestamp(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Timestamp => operand,
        ValueKind.String when IsShort(operand) && Timestamps.TryParse(operand.Text!, out var instant) => Value.FromInstant(instant),
        ValueKind.Int => Value.FromInstant(Timestamps.AtUnixSeconds(operand.AsInt)),
        _ => Value.Unknown,
    };

    public static Value ToDuration(Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Duration => operand,
        ValueKind.String when IsShort(operand) && Durations.TryParse(operand.Text!, out var duration) => Value.FromDuration(duration),
        _ => Value.Unknown,
    };

    private static bool IsShort(Value text) => text.Text!.Length <= MaxLength;

    private static string ToText(double number) => number switch
    {
        double.NaN => "NaN",
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        _ => CanonicalNumber.Of(number.ToString("R", CultureInfo.InvariantCulture))!,
    };
}
