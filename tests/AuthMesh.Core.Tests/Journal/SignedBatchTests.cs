using System.Security.Cryptography;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Tests.Journal;

/// <summary>What is hashed and signed, as <c>docs/protocol.md</c> has it.</summary>
public sealed class SignedBatchTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(400)]
    [InlineData(BatchCodec.MaxBodyBytes)]
    public void The_id_is_the_hash_of_its_domain_and_the_body(int size)
    {
        var body = new byte[size];
        new Random(1).NextBytes(body);

        Assert.Equal(new Hash256(SHA256.HashData([.. "authmesh/batch/1\0"u8, .. body])), SignedBatch.IdOf(body));
    }

    [Fact]
    public void What_is_signed_is_the_hash_of_its_domain_and_the_id()
    {
        var id = SignedBatch.IdOf([1, 2, 3]);

        Assert.Equal(SHA256.HashData([.. "authmesh/batch-signature/1\0"u8, .. id.ToArray()]), SignedBatch.SigningDigest(id));
    }
}
