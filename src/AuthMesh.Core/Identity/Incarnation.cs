using System.Buffers.Binary;
using System.Globalization;

namespace AuthMesh.Core.Identity;

/// <summary>A random 128-bit number that separates the journals which one node wrote in different lives.</summary>
public readonly record struct Incarnation(UInt128 Value) : IComparable<Incarnation>
{
    /// <summary>Length in bytes.</summary>
    public const int Size = 16;

    /// <inheritdoc/>
    public int CompareTo(Incarnation other) => Value.CompareTo(other.Value);

    /// <summary>16 bytes, big-endian.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <summary>Reads 16 bytes; false for any other length.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Incarnation incarnation)
    {
        incarnation = bytes.Length == Size ? new Incarnation(BinaryPrimitives.ReadUInt128BigEndian(bytes)) : default;
        return bytes.Length == Size;
    }

    /// <summary>Reads 32 hexadecimal digits.</summary>
    public static bool TryParse(string? text, out Incarnation incarnation)
    {
        var ok = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text!.Length == 32;
        incarnation = new Incarnation(ok ? value : 0);
        return ok;
    }

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
