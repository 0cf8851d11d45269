using System.Security.Cryptography;
using AuthMesh.Core.Identity;
using AuthMesh.Transport.Identity;
using AuthMesh.Transport.Tls;

namespace AuthMesh.Transport.Tests.Identity;

public sealed class SignatureTests : IDisposable
{
    private readonly NodeKey _key = NodeKey.Generate();
    private readonly EcdsaVerifier _verifier = new();
    private readonly byte[] _digest = SHA256.HashData("a batch"u8);

    public void Dispose() => _key.Dispose();

    [Fact]
    public void A_signature_proves_its_digest_and_key_and_nothing_else()
    {
        using var other = NodeKey.Generate();
        var signature = _key.SignDigest(_digest);

        Assert.True(_verifier.Verify(_key.PublicKey.Span, _digest, signature));
        Assert.False(_verifier.Verify(other.PublicKey.Span, _digest, signature));
        Assert.False(_verifier.Verify(_key.PublicKey.Span, SHA256.HashData("another"u8), signature));
        for (var at = 0; at < signature.Length; at++)
        {
            var changed = (byte[])signature.Clone();
            changed[at] ^= 1;
            Assert.False(_verifier.Verify(_key.PublicKey.Span, _digest, changed));
        }
    }

    [Fact]
    public void Whatever_is_malformed_is_false_and_never_an_exception()
    {
        var signature = _key.SignDigest(_digest);
        var offCurve = _key.PublicKey.ToArray();
        offCurve[^1] ^= 1;
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.False(_verifier.Verify([], _digest, signature));
        Assert.False(_verifier.Verify(offCurve, _digest, signature));
        Assert.False(_verifier.Verify(p384.ExportSubjectPublicKeyInfo(), _digest, signature));
        Assert.False(_verifier.Verify(_key.PublicKey.Span[..^1], _digest, signature));
        Assert.False(_verifier.Verify(_key.PublicKey.Span, [], signature));
        Assert.False(_verifier.Verify(_key.PublicKey.Span, _digest, []));
        Assert.False(_verifier.Verify(_key.PublicKey.Span, _digest, new byte[64]));
        Assert.False(_verifier.Verify(_key.PublicKey.Span, _digest, Enumerable.Repeat((byte)0xff, 64).ToArray()));
    }

    [Fact]
    public void Many_threads_check_with_one_key()
    {
        var signature = _key.SignDigest(_digest);

        Parallel.For(0, 2000, _ => Assert.True(_verifier.Verify(_key.PublicKey.Span, _digest, signature)));

        Assert.Equal(1, _verifier.KeysAtHand);
    }

    [Fact]
    public void The_keys_at_hand_are_bounded()
    {
        for (var i = 0; i < EcdsaVerifier.Capacity + 10; i++)
        {
            using var key = NodeKey.Generate();
            Assert.True(_verifier.Verify(key.PublicKey.Span, _digest, key.SignDigest(_digest)));
        }

        Assert.InRange(_verifier.KeysAtHand, 1, EcdsaVerifier.Capacity);
    }

    [Fact]
    public void The_certificate_carries_the_key_and_says_the_id()
    {
        using var certificate = _key.CreateCertificate();

        Assert.True(MeshPeer.TryRead(certificate, out var peer));
        Assert.Equal(_key.NodeId, peer.Node);
        Assert.True(peer.PublicKey.Span.SequenceEqual(_key.PublicKey.Span));
        Assert.Equal($"CN={_key.NodeId}", certificate.Subject);
        Assert.True(certificate.HasPrivateKey);
    }

    [Fact]
    public void A_key_survives_its_PEM()
    {
        using var read = NodeKey.FromPem(_key.ToPem());

        Assert.Equal(NodeId.OfPublicKey(_key.PublicKey.Span), read.NodeId);
    }

    [Fact]
    public void Entropy_fills_the_span()
    {
        var (one, two) = (new byte[32], new byte[32]);
        new SystemEntropy().Fill(one);
        new SystemEntropy().Fill(two);

        Assert.NotEqual(one, two);
    }
}
