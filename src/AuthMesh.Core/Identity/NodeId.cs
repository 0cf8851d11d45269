using System.Security.Cryptography;

namespace AuthMesh.Core.Identity;

/// <summary>Names a node: the SHA-256 of the SubjectPublicKeyInfo of its first key (P-256).</summary>
/// <remarks>
/// Shown as eight groups of seven characters: the 52 base-32 digits (RFC 4648) in four blocks of thirteen, each followed by a
/// Luhn mod 32 check character, so that a mistyped id is noticed before it is used. Parsing ignores case, dashes and blanks.
/// </remarks>
public readonly record struct NodeId(Hash256 Value) : IComparable<NodeId>
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Digits = 52, Block = 13, Blocks = 4, Group = 7;

    /// <summary>The id that belongs to a public key, given as SubjectPublicKeyInfo.</summary>
    public static NodeId OfPublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        new(new Hash256(SHA256.HashData(subjectPublicKeyInfo)));

    /// <inheritdoc/>
    public int CompareTo(NodeId other) => Value.CompareTo(other.Value);

    /// <summary>The first group, for places where the whole id does not fit. Never a key for look-ups.</summary>
    public string Short => ToString()[..Group];

    /// <inheritdoc/>
    public override string ToString()
    {
        var digits = Base32(Value.ToArray());
        var text = new System.Text.StringBuilder(63);
        var written = 0;
        for (var block = 0; block < Blocks; block++)
        {
            var part = digits.AsSpan(block * Block, Block);
            foreach (var c in part)
            {
                Append(c);
            }

            Append(CheckCharacter(part));
        }

        return text.ToString();

        void Append(char c)
        {
            if (written > 0 && written % Group == 0)
            {
                text.Append('-');
            }

            text.Append(c);
            written++;
        }
    }

    /// <summary>Reads the shown form; false when a character is out of place or a check character does not fit.</summary>
    public static bool TryParse(string? text, out NodeId id)
    {
        id = default;
        if (text is null || text.Length > 100)
        {
            return false;
        }

        var clean = text.Replace("-", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (clean.Length != Digits + Blocks || clean.Any(c => !Alphabet.Contains(c)))
        {
            return false;
        }

        var digits = new char[Digits];
        for (var block = 0; block < Blocks; block++)
        {
            var part = clean.AsSpan(block * (Block + 1), Block);
            if (clean[(block * (Block + 1)) + Block] != CheckCharacter(part))
            {
                return false;
            }

            part.CopyTo(digits.AsSpan(block * Block));
        }

        var bytes = FromBase32(digits);
        if (bytes is null)
        {
            return false;
        }

        id = new NodeId(new Hash256(bytes));
        return true;
    }

    private static string Base32(byte[] bytes)
    {
        var digits = new char[Digits];
        int buffer = 0, bits = 0, at = 0;
        foreach (var b in bytes)
        {
            buffer = (buffer << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                digits[at++] = Alphabet[(buffer >> bits) & 31];
            }
        }

        digits[at] = Alphabet[(buffer << (5 - bits)) & 31];
        return new string(digits);
    }

    /// <summary>Null when the four bits beyond the 256th are not zero: every id has one spelling.</summary>
    private static byte[]? FromBase32(ReadOnlySpan<char> digits)
    {
        var bytes = new byte[Hash256.Size];
        int buffer = 0, bits = 0, at = 0;
        foreach (var c in digits)
        {
            buffer = ((buffer << 5) | Alphabet.IndexOf(c)) & 0xFFFF;
            bits += 5;
            if (bits >= 8 && at < bytes.Length)
            {
                bits -= 8;
                bytes[at++] = (byte)(buffer >> bits);
            }
        }

        return (buffer & ((1 << bits) - 1)) == 0 ? bytes : null;
    }

    private static char CheckCharacter(ReadOnlySpan<char> digits)
    {
        int sum = 0, factor = 1;
        foreach (var c in digits)
        {
            var addend = factor * Alphabet.IndexOf(c);
            sum += (addend / 32) + (addend % 32);
            factor = factor == 2 ? 1 : 2;
        }

        return Alphabet[(32 - (sum % 32)) % 32];
    }
}
