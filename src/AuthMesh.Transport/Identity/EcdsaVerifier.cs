using System.Collections.Concurrent;
using System.Security.Cryptography;
using AuthMesh.Core.Identity;

namespace AuthMesh.Transport.Identity;

/// <summary>Checks P-256 signatures; keeps imported keys at hand, since a mesh has few writers and many batches.</summary>
/// <remarks>
/// Safe for use by several threads. An <see cref="ECDsa"/> is not promised to be, so a thread takes the one at hand for the time of a
/// check and imports another when it is in use.
/// </remarks>
public sealed class EcdsaVerifier : ISignatureVerifier
{
    /// <summary>Keys at hand. When one more comes all are dropped: simpler than choosing, and no roster of today has as many.</summary>
    internal const int Capacity = 512;

    private readonly ConcurrentDictionary<Hash256, ECDsa> _idle = new();

    internal int KeysAtHand => _idle.Count;

    /// <inheritdoc/>
    public bool Verify(ReadOnlySpan<byte> subjectPublicKeyInfo, ReadOnlySpan<byte> digest, ReadOnlySpan<byte> signature)
    {
        if (!P256.IsKey(subjectPublicKeyInfo) || digest.Length != SHA256.HashSizeInBytes || signature.Length != P256.SignatureSize)
        {
            return false;
        }

        try
        {
            var name = new Hash256(SHA256.HashData(subjectPublicKeyInfo));
            if (!_idle.TryRemove(name, out var key))
            {
                key = Import(subjectPublicKeyInfo);
            }

            var valid = key.VerifyHash(digest, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
            PutBack(name, key);
            return valid;
        }
        catch (CryptographicException)
        {
            return false; // a point that is not on the curve, for example
        }
    }

    private static ECDsa Import(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(subjectPublicKeyInfo, out _);
        return key;
    }

    private void PutBack(Hash256 name, ECDsa key)
    {
        if (_idle.Count >= Capacity)
        {
            _idle.Clear(); // those dropped are released by their finalizers
        }

        if (!_idle.TryAdd(name, key))
        {
            key.Dispose();
        }
    }
}
