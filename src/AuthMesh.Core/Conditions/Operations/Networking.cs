using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>IP addresses and ranges of them, after the IP and CIDR libraries of Kubernetes' CEL.</summary>
internal static class Networking
{
    public static Value ToIp(Value operand, ref EvaluationFrame frame) =>
        operand.Kind == ValueKind.Ip ? operand
        : operand.Text is { } text && IpAddress.TryParse(text, out var address) ? Value.From(address)
        : Value.Unknown;

    public static Value ToCidr(Value operand, ref EvaluationFrame frame) =>
        operand.Kind == ValueKind.Cidr ? operand
        : operand.Text is { } text && IpRange.TryParse(text, out var range) ? Value.From(range)
        : Value.Unknown;

    public static Value IsIp(Value operand, ref EvaluationFrame frame) =>
        operand.Text is { } text ? Value.From(IpAddress.TryParse(text, out _)) : Value.Unknown;

    public static Value IsCidr(Value operand, ref EvaluationFrame frame) =>
        operand.Text is { } text ? Value.From(IpRange.TryParse(text, out _)) : Value.Unknown;

    public static Value ContainsIp(Value range, Value address, ref EvaluationFrame frame) => (range.Kind, address.Kind) switch
    {
        (ValueKind.Cidr, ValueKind.Ip) => Value.From(range.AsCidr.Contains(address.AsIp)),
        (ValueKind.Cidr, ValueKind.String) when IpAddress.TryParse(address.Text, out var parsed) => Value.From(range.AsCidr.Contains(parsed)),
        _ => Value.Unknown,
    };

    public static Value ContainsCidr(Value range, Value inner, ref EvaluationFrame frame) => (range.Kind, inner.Kind) switch
    {
        (ValueKind.Cidr, ValueKind.Cidr) => Value.From(range.AsCidr.Contains(inner.AsCidr)),
        (ValueKind.Cidr, ValueKind.String) when IpRange.TryParse(inner.Text, out var parsed) => Value.From(range.AsCidr.Contains(parsed)),
        _ => Value.Unknown,
    };

    public static Value PrefixLength(Value range, ref EvaluationFrame frame) =>
        range.Kind == ValueKind.Cidr ? Value.From((long)range.AsCidr.PrefixLength) : Value.Unknown;

    public static Value Family(Value address, ref EvaluationFrame frame) =>
        address.Kind == ValueKind.Ip ? Value.From(address.AsIp.IsV6 ? 6 : 4) : Value.Unknown;

    public static Value IsLoopback(Value address, ref EvaluationFrame frame) =>
        address.Kind == ValueKind.Ip ? Value.From(address.AsIp.IsLoopback) : Value.Unknown;
}
