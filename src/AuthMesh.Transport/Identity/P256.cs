namespace AuthMesh.Transport.Identity;

/// <summary>The one kind of key that nodes have: ECDSA on the NIST curve P-256, as SubjectPublicKeyInfo.</summary>
internal static class P256
{
    /// <summary>Length of the only encoding that is accepted: named curve, uncompressed point.</summary>
    public const int KeySize = 91;

    /// <summary>Length of a signature in IEEE P1363 form.</summary>
    public const int SignatureSize = 64;

    // SEQUENCE { SEQUENCE { id-ecPublicKey, prime256v1 }, BIT STRING { 04 …
    private static ReadOnlySpan<byte> Header =>
    [
        0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01, 0x06,
        0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00, 0x04,
    ];

    /// <summary>True for the canonical encoding of a P-256 key. One key has one encoding and so one node id.</summary>
    public static bool IsKey(ReadOnlySpan<byte> subjectPublicKeyInfo) =>
        subjectPublicKeyInfo.Length == KeySize && subjectPublicKeyInfo.StartsWith(Header);
}
