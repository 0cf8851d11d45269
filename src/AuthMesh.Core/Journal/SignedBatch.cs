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
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(IdDomain);
        hash.AppendData(body);
        return new Hash256(hash.GetHashAndReset());
    }

    /// <summary>The 32 bytes that a writer signs for a batch with this id.</summary>
    public static byte[] SigningDigest(Hash256 id) => SHA256.HashData([.. SignatureDomain, .. id.ToArray()]);

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
