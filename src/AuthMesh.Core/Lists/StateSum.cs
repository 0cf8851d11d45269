using System.Buffers.Binary;
using System.Security.Cryptography;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Lists;

/// <summary>A running fingerprint of a list: a sum over its records, to which records are added and from which they are taken again.</summary>
/// <remarks>
/// <para>Each record becomes a number of 2048 bits, four SHA-512 values side by side, and the numbers are added modulo 2^2048
/// (AdHash: Bellare and Micciancio, "A new paradigm for collision-free hashing: incrementality at reduced cost", 1997). A sum does not depend on the order of
/// its terms, so nodes that hold the same records have the same sum however they came by them; and a number so wide leaves no room to make up records
/// that cancel out (Wagner's generalised birthday attack breaks narrow sums).</para>
/// <para>A record without a put among its heads counts for nothing here: <see cref="Add"/> and <see cref="Subtract"/> pass it by. To change
/// a record, subtract it as it was and add it as it is. Not thread-safe. Bytes: <c>docs/canonical-record.md</c>.</para>
/// </remarks>
public sealed class StateSum
{
    /// <summary>Length of the sum in bytes.</summary>
    public const int Size = 256;

    private const int Hashes = Size / SHA512.HashSizeInBytes, Limbs = Size / sizeof(ulong);

    private readonly ulong[] _sum = new ulong[Limbs];

    /// <summary>The sum of no records, or one that <see cref="ToArray"/> gave; an empty span is the sum of no records.</summary>
    /// <exception cref="ArgumentException">Neither 256 bytes nor empty.</exception>
    public StateSum(ReadOnlySpan<byte> bytes = default)
    {
        if (bytes.Length is not (0 or Size))
        {
            throw new ArgumentException($"A state sum has {Size} bytes, not {bytes.Length}.", nameof(bytes));
        }

        if (!bytes.IsEmpty)
        {
            Read(bytes, _sum);
        }
    }

    /// <summary>Counts a record in.</summary>
    public void Add(ListName list, ListRecord record)
    {
        if (!record.HasPut)
        {
            return;
        }

        Span<ulong> number = stackalloc ulong[Limbs];
        NumberOf(list, record, number);
        var carry = 0UL;
        for (var i = 0; i < Limbs; i++)
        {
            var sum = (UInt128)_sum[i] + number[i] + carry;
            _sum[i] = (ulong)sum;
            carry = (ulong)(sum >> 64);
        }
    }

    /// <summary>Takes a record out that was counted in.</summary>
    public void Subtract(ListName list, ListRecord record)
    {
        if (!record.HasPut)
        {
            return;
        }

        Span<ulong> number = stackalloc ulong[Limbs];
        NumberOf(list, record, number);
        var borrow = 0UL;
        for (var i = 0; i < Limbs; i++)
        {
            var difference = (UInt128)_sum[i] - number[i] - borrow;
            _sum[i] = (ulong)difference;
            borrow = (ulong)(difference >> 64) & 1;
        }
    }

    /// <summary>The state hash: SHA-256 of the 256 bytes.</summary>
    public Hash256 Digest() => new(SHA256.HashData(ToArray()));

    /// <summary>256 bytes, least significant first, the same on every machine.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        for (var i = 0; i < Limbs; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), _sum[i]);
        }

        return bytes;
    }

    private static void NumberOf(ListName list, ListRecord record, Span<ulong> number)
    {
        var domain = "authmesh/record/1\0"u8;
        var canonical = CanonicalRecord.Encode(list, record);
        var input = new byte[domain.Length + 1 + canonical.Length];
        domain.CopyTo(input);
        canonical.CopyTo(input, domain.Length + 1);

        Span<byte> bytes = stackalloc byte[Size];
        for (var i = 0; i < Hashes; i++)
        {
            input[domain.Length] = (byte)i;
            SHA512.HashData(input, bytes[(i * SHA512.HashSizeInBytes)..]);
        }

        Read(bytes, number);
    }

    private static void Read(ReadOnlySpan<byte> bytes, Span<ulong> limbs)
    {
        for (var i = 0; i < Limbs; i++)
        {
            limbs[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * sizeof(ulong))..]);
        }
    }
}
