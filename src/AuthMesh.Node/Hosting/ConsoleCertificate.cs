using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Transport.Identity;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>What the console shows when it is served by https: the certificate of the configuration, or the node's own.</summary>
internal sealed class ConsoleCertificate(IOptions<ConsoleOptions> options, NodeKey key) : IDisposable
{
    private readonly Lazy<X509Certificate2> _certificate = new(() =>
        options.Value is { Certificate: { Length: > 0 } file } given
            ? TryLoad(file, given.CertificateKey, out var loaded, out var error) ? loaded : throw new RefusedStartException(error, null)
            : key.CreateCertificate());

    public X509Certificate2 Value => _certificate.Value;

    /// <summary>SHA-256 of its public key, in hexadecimal: what commands on this machine expect, since they need trust no authority.</summary>
    public string Pin => Convert.ToHexString(SHA256.HashData(Value.PublicKey.ExportSubjectPublicKeyInfo()));

    /// <summary>Reads a certificate and its private key from PEM files; false, with the reason, when they are none or do not belong together.</summary>
    public static bool TryLoad(string certificate, string? privateKey, [NotNullWhen(true)] out X509Certificate2? loaded, [NotNullWhen(false)] out string? error)
    {
        (loaded, error) = (null, null);
        try
        {
            using var read = X509Certificate2.CreateFromPemFile(certificate, string.IsNullOrEmpty(privateKey) ? null : privateKey);
            // Not every platform's TLS takes a key that lives in memory only; after a turn through PKCS#12 all do.
            loaded = X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = e.Message;
        }

        return loaded is not null;
    }

    public void Dispose()
    {
        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }
}
