using System.Globalization;

namespace AuthMesh.Core.Conditions;

/// <summary>The addresses that begin with the same bits as one of them.</summary>
/// <param name="Address">May have bits beyond the prefix, which two equal ranges share.</param>
/// <param name="PrefixLength">How many bits they have in common.</param>
internal readonly record struct IpRange(IpAddress Address, int PrefixLength)
{
    /// <summary>Reads an address, a slash and a prefix length.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpRange range)
    {
        range = default;
        var slash = text.IndexOf('/');
        if (slash < 0 || text.Length > IpAddress.MaxTextLength + 4 || !IpAddress.TryParse(text[..slash], out var address))
        {
            return false;
        }

        var digits = text[(slash + 1)..];
        if (digits is ['0', _, ..] || !byte.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > address.Length)
        {
            return false;
        }

        range = new(address, length);
        return true;
    }

    /// <summary>An address of the other version is never in the range.</summary>
    public bool Contains(IpAddress address) => address.IsV6 == Address.IsV6 && Prefix(address) == Prefix(Address);

    public bool Contains(IpRange inner) => inner.PrefixLength >= PrefixLength && Contains(inner.Address);

    /// <inheritdoc/>
    public override string ToString() => $"{Address}/{PrefixLength}";

    // Shifting by all 128 bits would shift by none.
    private UInt128 Prefix(IpAddress address) => PrefixLength == 0 ? 0 : address.Bits >> (address.Length - PrefixLength);
}
