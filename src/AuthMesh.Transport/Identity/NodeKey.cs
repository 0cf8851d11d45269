using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Core.Identity;

namespace AuthMesh.Transport.Identity;

/// <summary>The node's private key (P-256): what it signs batches with and proves itself with on every link.</summary>
/// <remarks>Safe for use by several threads.</remarks>
public sealed class NodeKey : INodeSigner, IDisposable
{
    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private NodeKey(ECDsa key)
    {
        _key = key;
        PublicKey = key.ExportSubjectPublicKeyInfo();
        NodeId = NodeId.OfPublicKey(PublicKey.Span);
    }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey { get; }

    /// <summary>The id that belongs to this key.</summary>
    public NodeId NodeId { get; }

    /// <summary>A new random key.</summary>
    public static NodeKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads a PKCS#8 PEM.</summary>
    /// <exception cref="CryptographicException">It is anything else than one unencrypted private P-256 key.</exception>
    public static NodeKey FromPem(ReadOnlySpan<char> pem)
    {
        if (!PemEncoding.TryFind(pem, out var fields) || !pem[fields.Label].SequenceEqual("PRIVATE KEY"))
        {
            throw new CryptographicException("There is no 'PRIVATE KEY' block (PKCS#8 PEM, unencrypted).");
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem[fields.Location]);
            return P256.IsKey(key.ExportSubjectPublicKeyInfo()) ? new NodeKey(key) : throw new CryptographicException("It is not a P-256 key.");
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            key.Dispose();
            throw new CryptographicException(error.Message, error);
        }
    }

    /// <summary>PKCS#8 PEM, unencrypted.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem();

    /// <inheritdoc/>
    public byte[] SignDigest(ReadOnlySpan<byte> digest)
    {
        if (digest.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException($"A digest has {SHA256.HashSizeInBytes} bytes, not {digest.Length}.", nameof(digest));
        }

        lock (_signing)
        {
            return _key.SignHash(digest, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }
    }

    /// <summary>A self-signed certificate that carries this key: an envelope for TLS. Peers look at the key and at nothing else.</summary>
    /// <remarks>The dates are constant and wide, so that no clock matters. The caller disposes it.</remarks>
    public X509Certificate2 CreateCertificate()
    {
        var request = new CertificateRequest($"CN={NodeId}", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication), new Oid(ClientAuthentication)], false));
        using var created = request.CreateSelfSigned(NotBefore, NotAfter);
        // Not every platform's TLS takes a certificate whose key lives in memory only; after a turn through PKCS#12 all do.
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), null);
    }

    public void Dispose() => _key.Dispose();

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1", ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset NotBefore = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // RFC 5280, 4.1.2.5: no well-defined end.
    private static readonly DateTimeOffset NotAfter = new(9999, 12, 31, 23, 59, 59, TimeSpan.Zero);
}
