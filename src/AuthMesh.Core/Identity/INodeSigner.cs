namespace AuthMesh.Core.Identity;

/// <summary>The node's private key, seen from Core: it signs, and never shows itself.</summary>
public interface INodeSigner
{
    /// <summary>SubjectPublicKeyInfo of the key.</summary>
    ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>ECDSA P-256 over a SHA-256 digest of 32 bytes; 64 bytes, IEEE P1363.</summary>
    byte[] SignDigest(ReadOnlySpan<byte> digest);
}
