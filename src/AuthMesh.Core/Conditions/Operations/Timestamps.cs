using System.Globalization;
using AuthMesh.Core.Conditions.Evaluation;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Instants from the years 1 to 9999, as nanoseconds since the beginning of year 1 in UTC.</summary>
internal static class Timestamps
{
    /// <summary>The first instant that is too late.</summary>
    public static readonly Int128 End = (Int128)(DateTime.MaxValue.Ticks + 1) * 100;

    private static readonly Int128 _unixEpoch = (Int128)DateTime.UnixEpoch.Ticks * 100;

    public static long UnixSeconds(Int128 instant)
    {
        var sinceEpoch = instant - _unixEpoch;
        var seconds = sinceEpoch / Durations.PerSecond;
        return (long)(sinceEpoch < 0 && sinceEpoch % Durations.PerSecond != 0 ? seconds - 1 : seconds);
    }

    public static Int128 AtUnixMilliseconds(long milliseconds) => _unixEpoch + ((Int128)milliseconds * Durations.PerMillisecond);

    public static Int128 AtUnixSeconds(long seconds) => _unixEpoch + ((Int128)seconds * Durations.PerSecond);

    /// <summary>Reads the form of RFC 3339, with up to nine digits of fraction, without leap seconds. The instant may be out of range.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 instant)
    {
        instant = default;
        if (text.Length < 20 || !TryReadOffset(text[19..], out var fraction, out var offset) ||
            !DateTime.TryParseExact(text[..19], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        instant = ((Int128)local.Ticks * 100) + fraction - offset;
        return true;
    }

    /// <summary>As in RFC 3339, in UTC, with the fewest digits of fraction.</summary>
    public static string ToText(Int128 instant)
    {
        var time = new DateTime((long)(instant / 100));
        return $"{time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)}{Durations.Fraction((long)(instant % Durations.PerSecond))}Z";
    }

    /// <summary>Reads a part of a timestamp in UTC or of a duration.</summary>
    public static UnaryOperation Getter(Func<DateTime, int> ofTime, Func<long, long>? ofDuration) => (Value operand, ref EvaluationFrame frame) => operand.Kind switch
    {
        ValueKind.Timestamp => Value.From(ofTime(new DateTime((long)(operand.AsInstant / 100)))),
        ValueKind.Duration when ofDuration is not null => Value.From(ofDuration(operand.AsDuration)),
        _ => Value.Unknown,
    };

    /// <summary>Reads a part of a timestamp at an offset from UTC.</summary>
    public static BinaryOperation GetterAtOffset(Func<DateTime, int> ofTime) => (Value time, Value zone, ref EvaluationFrame frame) =>
        time.Kind == ValueKind.Timestamp && ToOffset(zone, ref frame) is { IsUnknown: false } offset &&
        Value.FromInstant(time.AsInstant + offset.AsDuration) is { IsUnknown: false } local
            ? Value.From(ofTime(new DateTime((long)(local.AsInstant / 100))))
            : Value.Unknown;

    /// <summary>The offset from UTC, as a duration, of a zone: "UTC", "+hh:mm", "-hh:mm" or "hh:mm".</summary>
    public static Value ToOffset(Value zone, ref EvaluationFrame frame) => zone.Text switch
    {
        "UTC" => Value.FromDuration(0),
        { Length: 5 or 6 } text when TryParseOffset(text.Length == 5 ? "+" + text : text, out var offset) => Value.FromDuration(offset),
        _ => Value.Unknown,
    };

    /// <summary>What follows the seconds: a fraction, and 'Z' or an offset.</summary>
    private static bool TryReadOffset(ReadOnlySpan<char> text, out long fraction, out long offset)
    {
        fraction = offset = 0;
        if (text is ['.', ..])
        {
            var digits = text[1..];
            digits = digits[..(digits.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : digits.Length)];
            if (digits.Length is 0 or > 9)
            {
                return false;
            }

            Span<char> nine = stackalloc char[9];
            nine.Fill('0');
            digits.CopyTo(nine);
            fraction = long.Parse(nine, NumberStyles.None, CultureInfo.InvariantCulture);
            text = text[(digits.Length + 1)..];
        }

        return text is "Z" || TryParseOffset(text, out offset);
    }

    private static bool TryParseOffset(ReadOnlySpan<char> text, out long offset)
    {
        offset = 0;
        if (text is not ['+' or '-', >= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'])
        {
            return false;
        }

        var hours = ((text[1] - '0') * 10) + text[2] - '0';
        var minutes = ((text[4] - '0') * 10) + text[5] - '0';
        offset = ((hours * Durations.PerHour) + (minutes * Durations.PerMinute)) * (text[0] == '-' ? -1 : 1);
        return hours < 24;
    }
}
