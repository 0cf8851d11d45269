using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace AuthMesh.Core.Conditions;

/// <summary>An IP address.</summary>
/// <param name="Bits">The address as a number; of version 4 in the lowest 32 bits.</param>
internal readonly record struct IpAddress(UInt128 Bits, bool IsV6)
{
    /// <summary>The length of the longest text of an address.</summary>
    public const int MaxTextLength = 45;

    private static readonly SearchValues<char> _v6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    /// <summary>How many bits the address has.</summary>
    public int Length => IsV6 ? 128 : 32;

    public bool IsLoopback => IsV6 ? Bits == 1 : Bits >> 24 == 127;

    /// <summary>Reads an address. What some readers take for another address than others do is refused: zones, leading zeros, fewer than four parts, and
    /// addresses of version 4 mapped into version 6.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        return text.Length <= MaxTextLength && (text.Contains(':') ? TryParseV6(text, out address) : TryParseV4(text, out address));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
        return new IPAddress(IsV6 ? bytes : bytes[12..]).ToString();
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out IpAddress address)
    {
        uint bits = 0;
        var parts = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (++parts > 4 || part is ['0', _, ..] || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            {
                address = default;
                return false;
            }

            bits = (bits << 8) | value;
        }

        address = new(bits, IsV6: false);
        return parts == 4;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        Span<byte> bytes = stackalloc byte[16];
        if (text.ContainsAnyExcept(_v6Characters) || !IPAddress.TryParse(text, out var parsed) || !parsed.TryWriteBytes(bytes, out var length) || length != 16)
        {
            return false;
        }

        address = new(BinaryPrimitives.ReadUInt128BigEndian(bytes), IsV6: true);
        return address.Bits >> 32 != 0xFFFF;
    }
}
