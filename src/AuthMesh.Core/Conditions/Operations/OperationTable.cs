using static AuthMesh.Core.Conditions.ValueKind;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>All operators and functions but those that read what they are given in a way of their own: <c>&amp;&amp; || ! ?: == != in</c>, <c>has</c>, the loops,
/// <c>matches</c>, <c>dyn</c> and <c>subject.in</c>.</summary>
internal static class OperationTable
{
    // The framework has types of these names.
    private const ValueKind Double = ValueKind.Double;
    private const ValueKind String = ValueKind.String;

    private static readonly TextForm _int = new("a whole number of 64 bits", Converting.ToInt);
    private static readonly TextForm _double = new("a number", Converting.ToDouble);
    private static readonly TextForm _bool = new("\"true\" or \"false\"", Converting.ToBool);
    private static readonly TextForm _instant = new("an instant as in RFC 3339, such as \"2027-01-31T08:00:00Z\"", Converting.ToTimestamp);
    private static readonly TextForm _duration = new("a duration such as \"90s\" or \"1h30m\", of h, m, s, ms, us and ns, up to 292 years", Converting.ToDuration);
    private static readonly TextForm _zone = new("\"UTC\" or an offset such as \"+02:00\"; time zones with rules of their own are not part of conditions", Timestamps.ToOffset);
    private static readonly TextForm _ip = new("an IP address such as \"10.1.2.3\" or \"2001:db8::1\", without zone, leading zeros or a mapped IPv4 address", Networking.ToIp);
    private static readonly TextForm _cidr = new("a range of IP addresses such as \"10.0.0.0/8\" or \"2001:db8::/32\"", Networking.ToCidr);

    private static readonly Dictionary<(string Name, int Arity), Operation> _byName = All().ToDictionary(operation => (operation.Name, operation.Arity));

    /// <summary>The operation with this name and so many operands; null when there is none.</summary>
    public static Operation? Find(string name, int arity) => _byName.GetValueOrDefault((name, arity));

    private static IEnumerable<Operation> All() => [.. Operators(), .. Conversions(), .. Texts(), .. Times(), .. Networks()];

    private static IEnumerable<Operation> Operators() =>
    [
        Binary("+", Arithmetic.Add, (Int, Int, Int), (Double, Double, Double), (String, String, String), (List, List, List),
            (Timestamp, Duration, Timestamp), (Duration, Timestamp, Timestamp), (Duration, Duration, Duration)),
        Binary("-", Arithmetic.Subtract, (Int, Int, Int), (Double, Double, Double),
            (Timestamp, Timestamp, Duration), (Timestamp, Duration, Timestamp), (Duration, Duration, Duration)),
        Binary("*", Arithmetic.Multiply, (Int, Int, Int), (Double, Double, Double)),
        Binary("/", Arithmetic.Divide, (Int, Int, Int), (Double, Double, Double)),
        Binary("%", Arithmetic.Remainder, (Int, Int, Int)),
        Unary("negate", Arithmetic.Negate, (Int, Int), (Double, Double)),
        Comparison("<", Ordering.Less),
        Comparison("<=", Ordering.LessOrEqual),
        Comparison(">", Ordering.Greater),
        Comparison(">=", Ordering.GreaterOrEqual),
    ];

    private static IEnumerable<Operation> Conversions() =>
    [
        Unary("int", Converting.ToInt, (Int, Int), (Double, Int), (String, Int), (Timestamp, Int)) with { TextForm = _int },
        Unary("double", Converting.ToDouble, (Int, Double), (Double, Double), (String, Double)) with { TextForm = _double },
        Unary("bool", Converting.ToBool, (Bool, Bool), (String, Bool)) with { TextForm = _bool },
        Unary("string", Converting.ToText, (Bool, String), (Int, String), (Double, String), (String, String), (Timestamp, String), (Duration, String), (Ip, String), (Cidr, String)),
        Unary("timestamp", Converting.ToTimestamp, (Timestamp, Timestamp), (String, Timestamp), (Int, Timestamp)) with { TextForm = _instant },
        Unary("duration", Converting.ToDuration, (Duration, Duration), (String, Duration)) with { TextForm = _duration },
    ];

    private static IEnumerable<Operation> Texts() =>
    [
        Unary("size", Searching.Size, (String, Int), (List, Int), (Map, Int)),
        Unary(".size", Searching.Size, (String, Int), (List, Int), (Map, Int)),
        Binary(".startsWith", Searching.StartsWith, (String, String, Bool)),
        Binary(".endsWith", Searching.EndsWith, (String, String, Bool)),
        Binary(".contains", Searching.Contains, (String, String, Bool)),
    ];

    private static IEnumerable<Operation> Times() =>
    [
        .. Getter(".getFullYear", time => time.Year),
        .. Getter(".getMonth", time => time.Month - 1),
        .. Getter(".getDate", time => time.Day),
        .. Getter(".getDayOfMonth", time => time.Day - 1),
        .. Getter(".getDayOfWeek", time => (int)time.DayOfWeek),
        .. Getter(".getDayOfYear", time => time.DayOfYear - 1),
        .. Getter(".getHours", time => time.Hour, Durations.Hours),
        .. Getter(".getMinutes", time => time.Minute, Durations.Minutes),
        .. Getter(".getSeconds", time => time.Second, Durations.Seconds),
        .. Getter(".getMilliseconds", time => time.Millisecond, Durations.MillisecondsOfSecond),
    ];

    /// <summary>Named as in the Kubernetes CEL library.</summary>
    private static IEnumerable<Operation> Networks() =>
    [
        Unary("ip", Networking.ToIp, (Ip, Ip), (String, Ip)) with { TextForm = _ip },
        Unary("isIP", Networking.IsIp, (String, Bool)),
        Unary("cidr", Networking.ToCidr, (Cidr, Cidr), (String, Cidr)) with { TextForm = _cidr },
        Unary("isCIDR", Networking.IsCidr, (String, Bool)),
        Binary(".containsIP", Networking.ContainsIp, (Cidr, Ip, Bool), (Cidr, String, Bool)) with { TextForm = _ip },
        Binary(".containsCIDR", Networking.ContainsCidr, (Cidr, Cidr, Bool), (Cidr, String, Bool)) with { TextForm = _cidr },
        Unary(".prefixLength", Networking.PrefixLength, (Cidr, Int)),
        Unary(".family", Networking.Family, (Ip, Int)),
        Unary(".isLoopback", Networking.IsLoopback, (Ip, Bool)),
    ];

    private static Operation Comparison(string name, BinaryOperation operation) => Binary(name, operation,
        (Int, Int, Bool), (Int, Double, Bool), (Double, Int, Bool), (Double, Double, Bool), (String, String, Bool), (Bool, Bool, Bool),
        (Timestamp, Timestamp, Bool), (Duration, Duration, Bool));

    /// <summary>A part of a timestamp, in UTC or at an offset from it; and of a duration, where there is one.</summary>
    private static IEnumerable<Operation> Getter(string name, Func<DateTime, int> ofTime, Func<long, long>? ofDuration = null)
    {
        var inUtc = Unary(name, Timestamps.Getter(ofTime, ofDuration), (Timestamp, Int));
        yield return ofDuration is null ? inUtc : inUtc with { Overloads = inUtc.Overloads.Add(new([Duration], Int)) };
        yield return Binary(name, Timestamps.GetterAtOffset(ofTime), (Timestamp, String, Int)) with { TextForm = _zone };
    }

    private static Operation Unary(string name, UnaryOperation operation, params ReadOnlySpan<(ValueKind Operand, ValueKind Result)> overloads)
    {
        var all = new Overload[overloads.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new([overloads[i].Operand], overloads[i].Result);
        }

        return new(name, [.. all]) { Unary = operation };
    }

    private static Operation Binary(string name, BinaryOperation operation, params ReadOnlySpan<(ValueKind Left, ValueKind Right, ValueKind Result)> overloads)
    {
        var all = new Overload[overloads.Length];
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = new([overloads[i].Left, overloads[i].Right], overloads[i].Result);
        }

        return new(name, [.. all]) { Binary = operation };
    }
}
