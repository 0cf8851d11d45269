using System.Runtime.Versioning;
using System.Security.Cryptography;
using AuthMesh.Transport.Identity;

namespace AuthMesh.Transport.Tests.Identity;

[UnsupportedOSPlatform("windows")] // file modes
public sealed class NodeKeyFileTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("authmesh-key-");

    private string KeyPath => Path.Combine(_data.FullName, NodeKeyFile.Name);

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public void A_node_keeps_its_identity_over_restarts()
    {
        using var first = NodeKeyFile.LoadOrCreate(_data.FullName);
        using var second = NodeKeyFile.LoadOrCreate(_data.FullName);

        Assert.Equal(first.NodeId, second.NodeId);
        Assert.Equal([KeyPath], _data.GetFiles().Select(file => file.FullName));
    }

    [Fact]
    public void The_key_is_its_owners_alone()
    {
        NodeKeyFile.LoadOrCreate(_data.FullName).Dispose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyPath));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_could_read_or_change_is_refused(UnixFileMode extra)
    {
        NodeKeyFile.LoadOrCreate(_data.FullName).Dispose();
        File.SetUnixFileMode(KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | extra);

        var refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.LoadOrCreate(_data.FullName));

        Assert.Contains(KeyPath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("chmod 600", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Malformed()
    {
        using var rsa = RSA.Create(2048);
        using var p384 = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var p256 = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new()
        {
            { "empty", "" },
            { "text", "hello" },
            { "cut off", p256.ExportPkcs8PrivateKeyPem()[..80] },
            { "damaged", p256.ExportPkcs8PrivateKeyPem().Replace("M", "A", StringComparison.Ordinal) },
            { "a public key", p256.ExportSubjectPublicKeyInfoPem() },
            { "another form", p256.ExportECPrivateKeyPem() },
            { "RSA", rsa.ExportPkcs8PrivateKeyPem() },
            { "P-384", p384.ExportPkcs8PrivateKeyPem() },
            { "huge", new string('x', 100_000) },
        };
    }

    [Theory]
    [MemberData(nameof(Malformed), DisableDiscoveryEnumeration = true)]
    public void A_malformed_key_is_refused_and_left_as_it_is(string what, string content)
    {
        Assert.NotEmpty(what);
        NodeKeyFile.LoadOrCreate(_data.FullName).Dispose();
        File.WriteAllText(KeyPath, content);

        var refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.LoadOrCreate(_data.FullName));

        Assert.Contains(KeyPath, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("malformed", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyPath));
    }

    [Fact]
    public void What_a_crash_left_of_a_first_start_is_no_obstacle()
    {
        File.WriteAllText(KeyPath + ".new", "half a k");

        using var key = NodeKeyFile.LoadOrCreate(_data.FullName);
        using var again = NodeKeyFile.LoadOrCreate(_data.FullName);

        Assert.Equal(key.NodeId, again.NodeId);
    }

    [Fact]
    public void A_directory_that_is_not_there_is_named()
    {
        var refusal = Assert.Throws<NodeKeyException>(() => NodeKeyFile.LoadOrCreate(Path.Combine(_data.FullName, "missing")));

        Assert.Contains("missing", refusal.Message, StringComparison.Ordinal);
    }
}
