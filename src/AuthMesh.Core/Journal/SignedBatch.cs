using System.Buffers;
using System.Security.Cryptography;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>A batch with its bytes as sent, its id, and its signature: never re-encoded.</summary>
public sealed record SignedBatch(Batch Batch, Hash256 Id, ReadOnlyMemory<byte> Body, ReadOnlyMemory<byte> Signature)
{
    /// <summary>Length of a signature in bytes (ECDSA P-256, IEEE P1363).</summary>
    public const int SignatureSize = 64;

    private static ReadOnlySpan<byte> IdDomain => "authmesh/batch/1\0"u8;

    private static ReadOnlySpan<byte> SignatureDomain => "authmesh/batch-signature/1\0"u8;

    /// <summary>SHA-256 of the domain and the body: the batch's id.</summary>
    public static Hash256 IdOf(ReadOnlySpan<byte> body)
    {
        // Bodies are small, as a rule: to copy one costs less than a hash that is fed in parts.
        var length = IdDomain.Length + body.Length;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        IdDomain.CopyTo(rented);
        body.CopyTo(rented.AsSpan(IdDomain.Length));
        var id = new Hash256(SHA256.HashData(rented.AsSpan(0, length)));
        ArrayPool<byte>.Shared.Return(rented);
        return id;
    }

    /// <summary>The 32 bytes that a writer signs for a batch with this id.</summary>
    public static byte[] SigningDigest(Hash256 id)
    {
        Span<byte> input = stackalloc byte[SignatureDomain.Length + Hash256.Size];
        SignatureDomain.CopyTo(input);
        id.CopyTo(input[SignatureDomain.Length..]);
        return SHA256.HashData(input);
    }

    /// <summary>Signs a new batch.</summary>
    public static SignedBatch Sign(Batch batch, INodeSigner signer)
    {
        var body = BatchCodec.Encode(batch);
        var id = IdOf(body);
        return new SignedBatch(batch, id, body, signer.SignDigest(SigningDigest(id)));
    }

    /// <summary>True when the signature is by this key.</summary>
    public bool IsSignedBy(ReadOnlySpan<byte> publicKey, ISignatureVerifier verifier) =>
        verifier.Verify(publicKey, SigningDigest(Id), Signature.Span);
}
