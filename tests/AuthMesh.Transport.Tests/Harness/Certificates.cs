using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>Certificates that strangers may come with.</summary>
internal static class Certificates
{
    public static X509Certificate2 OfNode(NodeKey key) => key.CreateCertificate();

    public static X509Certificate2 Rsa()
    {
        using var key = RSA.Create(2048);
        return Portable(new CertificateRequest("CN=rsa", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
    }

    public static X509Certificate2 P384()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        return Portable(new CertificateRequest("CN=p384", key, HashAlgorithmName.SHA384));
    }

    /// <summary>A good key in a certificate that ended long ago.</summary>
    public static X509Certificate2 Expired(NodeKey key)
    {
        using var signer = ECDsa.Create();
        signer.ImportFromPem(key.ToPem());
        var request = new CertificateRequest("CN=expired", signer, HashAlgorithmName.SHA256);
        using var created = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), null);
    }

    private static X509Certificate2 Portable(CertificateRequest request)
    {
        using var created = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return X509CertificateLoader.LoadPkcs12(created.Export(X509ContentType.Pkcs12), null);
    }
}
