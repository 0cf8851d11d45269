using System.Collections.Immutable;
using System.Runtime.InteropServices;
using AuthMesh.Core.Conditions.Operations;

namespace AuthMesh.Core.Conditions;

/// <summary>A value as conditions know it, or one of the two non-values: Absent (what <c>default</c> is) and Unknown.</summary>
/// <remarks>
/// <para>Two words, so that it travels in registers: scalars have a shared tag as reference and themselves in the bits; the others have themselves as reference
/// and their kind in the bits. Making a scalar, or a value of a string, allocates nothing.</para>
/// <para>Lists and maps hold values only, never Absent or Unknown: where a part cannot be told, neither can the whole.</para>
/// </remarks>
public readonly partial struct Value
{
    private static readonly Scalar _unknown = new(ValueKind.Unknown);
    private static readonly Scalar _null = new(ValueKind.Null);
    private static readonly Scalar _bool = new(ValueKind.Bool);
    private static readonly Scalar _int = new(ValueKind.Int);
    private static readonly Scalar _double = new(ValueKind.Double);

    /// <summary>The bits of a timestamp count units of 100 nanoseconds since the beginning of year 1; its tag says how many nanoseconds are left over.</summary>
    private static readonly Scalar[] _timestamps = [.. Enumerable.Range(0, 100).Select(nanoseconds => new Scalar(ValueKind.Timestamp, nanoseconds))];

    private static readonly Scalar _duration = new(ValueKind.Duration);

    private readonly object? _reference;
    private readonly long _bits;

    private Value(object reference, long bits)
    {
        _reference = reference;
        _bits = bits;
    }

    private Value(ValueKind kind, object reference)
        : this(reference, (long)kind)
    {
    }

    /// <summary>Nothing is there.</summary>
    public static Value Absent => default;

    /// <summary>It cannot be told.</summary>
    public static Value Unknown => new(_unknown, 0);

    /// <summary><c>null</c>.</summary>
    public static Value Null => new(_null, 0);

    /// <summary><c>true</c>.</summary>
    public static Value True => new(_bool, 1);

    /// <summary><c>false</c>.</summary>
    public static Value False => new(_bool, 0);

    /// <summary>What the value is.</summary>
    public ValueKind Kind => _reference is Scalar scalar ? scalar.Kind : (ValueKind)_bits;

    /// <summary>Nothing is there.</summary>
    public bool IsAbsent => _reference is null;

    /// <summary>It cannot be told.</summary>
    public bool IsUnknown => ReferenceEquals(_reference, _unknown);

    /// <summary>A boolean.</summary>
    public static Value From(bool value) => new(_bool, value ? 1 : 0);

    /// <summary>A boolean, or Unknown.</summary>
    internal static Value FromTruth(Truth value) => value == Truth.Unknown ? Unknown : From(value == Truth.True);

    /// <summary>A whole number.</summary>
    public static Value From(long value) => new(_int, value);

    /// <summary>A number.</summary>
    public static Value From(double value) => new(_double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A text without lone surrogates.</summary>
    public static Value From(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return new(ValueKind.String, value);
    }

    /// <summary>An instant.</summary>
    public static Value From(DateTimeOffset value) => FromInstant((Int128)value.UtcTicks * 100);

    /// <summary>An instant in Unix milliseconds; Unknown outside of the years 1 to 9999.</summary>
    public static Value FromUnixMilliseconds(long value) => FromInstant(Timestamps.AtUnixMilliseconds(value));

    /// <summary>A length of time; Unknown when it is longer than 292 years.</summary>
    public static Value From(TimeSpan value) => FromDuration((Int128)value.Ticks * 100);

    /// <summary>A list; Unknown when an item is no value.</summary>
    public static Value From(ImmutableArray<Value> items) => ListOf(ImmutableCollectionsMarshal.AsArray(items) ?? []);

    /// <summary>A map of the members, of which no two have the same name; Unknown when one is no value.</summary>
    public static Value Map(IEnumerable<KeyValuePair<string, Value>> members) =>
        MapOf([.. members.Select(member => KeyValuePair.Create(From(member.Key), member.Value))]);

    /// <summary>An instant in nanoseconds since the beginning of year 1 in UTC; Unknown outside of the years 1 to 9999.</summary>
    internal static Value FromInstant(Int128 nanoseconds) => nanoseconds >= 0 && nanoseconds < Timestamps.End
        ? new(_timestamps[(int)(nanoseconds % 100)], (long)(nanoseconds / 100))
        : Unknown;

    /// <summary>A length of time in nanoseconds; Unknown beyond 64 bits.</summary>
    internal static Value FromDuration(Int128 nanoseconds) =>
        nanoseconds >= long.MinValue && nanoseconds <= long.MaxValue ? new(_duration, (long)nanoseconds) : Unknown;

    internal static Value From(IpAddress value) => new(ValueKind.Ip, value);

    internal static Value From(IpRange value) => new(ValueKind.Cidr, value);

    /// <summary>A list that takes over the array.</summary>
    internal static Value ListOf(Value[] items) => Array.TrueForAll(items, IsValue) ? new(ValueKind.List, items) : Unknown;

    /// <summary>A map that takes over the array; Unknown when a key is there twice or cannot be one.</summary>
    internal static Value MapOf(KeyValuePair<Value, Value>[] entries) =>
        Array.TrueForAll(entries, entry => IsValue(entry.Value)) && ValueMap.TryCreate(entries) is { } map ? new(ValueKind.Map, map) : Unknown;

    private static bool IsValue(Value value) => value._reference is not null && !value.IsUnknown;

    private sealed class Scalar(ValueKind kind, int nanoseconds = 0)
    {
        public ValueKind Kind { get; } = kind;

        public int Nanoseconds { get; } = nanoseconds;
    }
}
