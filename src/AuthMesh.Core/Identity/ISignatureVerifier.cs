namespace AuthMesh.Core.Identity;

/// <summary>Checks signatures of other nodes; a port, so that a simulation may use a cheaper scheme with the same meaning.</summary>
public interface ISignatureVerifier
{
    /// <summary>True when <paramref name="signature"/> (64 bytes, IEEE P1363) is by the key over the digest; false for anything else,
    /// malformed keys and signatures included. Never throws.</summary>
    bool Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature);
}
