using System.Globalization;

namespace AuthMesh.Core.Conditions.Operations;

/// <summary>Lengths of time, in nanoseconds of 64 bits: up to 292 years either way.</summary>
internal static class Durations
{
    public const long PerMillisecond = 1_000_000;
    public const long PerSecond = 1000 * PerMillisecond;
    public const long PerMinute = 60 * PerSecond;
    public const long PerHour = 60 * PerMinute;

    private static readonly (string Name, long Nanoseconds)[] _units =
    [
        ("ns", 1), ("us", 1000), ("µs", 1000), ("ms", PerMillisecond), ("h", PerHour), ("m", PerMinute), ("s", PerSecond),
    ];

    public static long Hours(long duration) => duration / PerHour;

    public static long Minutes(long duration) => duration / PerMinute;

    public static long Seconds(long duration) => duration / PerSecond;

    /// <summary>Beyond the whole seconds: unlike the other three, as CEL's conformance tests have it.</summary>
    public static long MillisecondsOfSecond(long duration) => duration % PerSecond / PerMillisecond;

    /// <summary>Reads numbers with units in any order, as in "1h30m" or "-1.5s", and "0". What is finer than a nanosecond is cut off.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Int128 duration)
    {
        duration = 0;
        var isNegative = text is ['-', ..];
        var rest = text is ['-' or '+', ..] ? text[1..] : text;
        if (rest is "0")
        {
            return true;
        }

        var isRead = !rest.IsEmpty;
        while (isRead && !rest.IsEmpty)
        {
            isRead = TryReadPart(ref rest, out var part);
            duration += part;
        }

        duration = isNegative ? -duration : duration;
        return isRead && duration >= long.MinValue && duration <= long.MaxValue;
    }

    /// <summary>In seconds, as CEL writes durations: "5400s", "-1.5s".</summary>
    public static string ToText(long duration)
    {
        var magnitude = UInt128.CreateTruncating(Int128.Abs(duration));
        var whole = (magnitude / PerSecond).ToString(CultureInfo.InvariantCulture);
        return $"{(duration < 0 ? "-" : "")}{whole}{Fraction((long)(magnitude % PerSecond))}s";
    }

    /// <summary>The nanoseconds of a second as a decimal fraction with its point, with the fewest digits; empty for none.</summary>
    public static string Fraction(long nanoseconds) =>
        nanoseconds == 0 ? "" : "." + nanoseconds.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');

    private static bool TryReadPart(ref ReadOnlySpan<char> rest, out Int128 nanoseconds)
    {
        nanoseconds = 0;
        var length = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : rest.Length;
        var whole = rest[..length];
        rest = rest[length..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest is ['.', ..])
        {
            rest = rest[1..];
            length = rest.IndexOfAnyExceptInRange('0', '9') is >= 0 and var fractionEnd ? fractionEnd : rest.Length;
            fraction = rest[..length];
            rest = rest[length..];
        }

        foreach (var (name, unit) in _units)
        {
            if (rest.StartsWith(name, StringComparison.Ordinal) && whole.Length + fraction.Length > 0 && whole.Length <= 19)
            {
                rest = rest[name.Length..];
                nanoseconds = (Number(whole) * unit) + OfFraction(fraction, unit);
                return true;
            }
        }

        return false;
    }

    private static Int128 OfFraction(ReadOnlySpan<char> digits, long unit)
    {
        // Fourteen digits tell an hour to the nanosecond.
        var known = digits[..Math.Min(digits.Length, 14)];
        var scale = Int128.One;
        for (var i = 0; i < known.Length; i++)
        {
            scale *= 10;
        }

        return Number(known) * unit / scale;
    }

    private static Int128 Number(ReadOnlySpan<char> digits) =>
        digits.IsEmpty ? 0 : Int128.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
