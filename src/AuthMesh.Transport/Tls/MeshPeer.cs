using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Transport.Tls;

/// <summary>Who is at the far end of a TLS connection, as its handshake proved. That it is somebody says nothing about rights.</summary>
/// <remarks>On the server side, a feature of every connection of the mesh listener and of no other.</remarks>
/// <param name="PublicKey">SubjectPublicKeyInfo.</param>
internal sealed record MeshPeer(NodeId Node, ReadOnlyMemory<byte> PublicKey)
{
    /// <summary>Reads the peer's key out of its certificate; false for none, or a key of another kind.</summary>
    /// <remarks>Nothing else of the certificate counts: no dates, names, purposes or issuers. The handshake proved that the peer has the key.</remarks>
    public static bool TryRead(X509Certificate? certificate, [NotNullWhen(true)] out MeshPeer? peer)
    {
        peer = null;
        if (certificate is not X509Certificate2 { PublicKey: var key })
        {
            return false;
        }

        try
        {
            var info = key.ExportSubjectPublicKeyInfo();
            peer = P256.IsKey(info) ? new MeshPeer(NodeId.OfPublicKey(info), info) : null;
        }
        catch (CryptographicException)
        {
            // a key that cannot even be written down
        }

        return peer is not null;
    }
}
