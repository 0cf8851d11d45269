using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Simulation;

/// <summary>A stand-in for a node's key that costs a hash instead of a curve: same shapes, same questions, no secrecy.</summary>
public sealed class SimulatedKey(int number) : INodeSigner
{
    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey { get; } = Encoding.ASCII.GetBytes($"simulated key {number}");

    /// <inheritdoc/>
    public byte[] SignDigest(ReadOnlySpan<byte> digest) => SimulatedVerifier.Seal(PublicKey.Span, digest);
}

/// <summary>Checks what <see cref="SimulatedKey"/> signs.</summary>
public sealed class SimulatedVerifier : ISignatureVerifier
{
    /// <summary>How many signatures were checked.</summary>
    public long Checks { get; private set; }

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        Checks++;
        Span<byte> seal = stackalloc byte[SHA512.HashSizeInBytes];
        Seal(subjectPublicKeyInfo, digest, seal);
        return signature.SequenceEqual(seal);
    }

    internal static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest)
    {
        var seal = new byte[SHA512.HashSizeInBytes];
        Seal(key, digest, seal);
        return seal;
    }

    private static void Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> digest, Span<byte> seal)
    {
        Span<byte> input = stackalloc byte[key.Length + digest.Length];
        key.CopyTo(input);
        digest.CopyTo(input[key.Length..]);
        SHA512.HashData(input, seal);
    }
}

/// <summary>Randomness from a seed.</summary>
public sealed class SeededEntropy(int seed) : IEntropy
{
    private readonly Random _random = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
}
