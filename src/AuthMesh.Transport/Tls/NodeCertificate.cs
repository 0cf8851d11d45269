using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Transport.Tls;

/// <summary>This node's certificate and the TLS rules of both ends of a link: TLS 1.3, both certificates, keys pinned, no authorities.</summary>
internal sealed class NodeCertificate : IDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly SslStreamCertificateContext _context;

    public NodeCertificate(NodeKey key)
    {
        _certificate = key.CreateCertificate();
        _context = SslStreamCertificateContext.Create(_certificate, additionalCertificates: null, offline: true);
    }

    /// <summary>For accepting: any node may finish the handshake; what it may do then is decided by its id.</summary>
    public void Configure(SslServerAuthenticationOptions options)
    {
        options.ServerCertificateContext = _context;
        options.ClientCertificateRequired = true;
        options.RemoteCertificateValidationCallback = (_, certificate, _, _) => MeshPeer.TryRead(certificate, out _);
        options.EnabledSslProtocols = SslProtocols.Tls13;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.CertificateChainPolicy = NoChain();
        options.AllowTlsResume = false;
    }

    /// <summary>For dialling: only this one node will do.</summary>
    /// <param name="otherMet">Told when the far end proves to be somebody else.</param>
    public SslClientAuthenticationOptions ForDialling(NodeId pin, Action<NodeId?> otherMet) => new()
    {
        ClientCertificateContext = _context,
        RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            var node = MeshPeer.TryRead(certificate, out var peer) ? peer.Node : (NodeId?)null;
            if (node == pin)
            {
                return true;
            }

            otherMet(node);
            return false;
        },
        EnabledSslProtocols = SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = NoChain(),
        AllowTlsResume = false,
    };

    public void Dispose() => _certificate.Dispose();

    /// <summary>The runtime builds a chain before it asks us. It must not fetch what a stranger's certificate points to.</summary>
    private static X509ChainPolicy NoChain() => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
        VerificationFlags = X509VerificationFlags.AllFlags,
    };
}
