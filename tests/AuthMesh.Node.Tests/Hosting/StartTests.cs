using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Node.CommandLine;
using AuthMesh.Node.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Node.Tests.Hosting;

public class StartTests
{
    [Theory]
    [InlineData("AuthMesh:Console:Url", "http://0.0.0.0:7480", "AuthMesh:Console:Url is 'http://0.0.0.0:7480'; allowed is http://localhost:PORT")]
    [InlineData("AuthMesh:Console:PublicUrl", "authz.example", "AuthMesh:Console:PublicUrl is 'authz.example'; allowed is an absolute http or https URL")]
    [InlineData("AuthMesh:Console:PublicUrl", "https://authz.example/?q", "AuthMesh:Console:PublicUrl is 'https://authz.example/?q'")]
    [InlineData("AuthMesh:Console:Certificate", "/nowhere.pem", "AuthMesh:Console:Certificate is '/nowhere.pem'; allowed is")]
    [InlineData("AuthMesh:Node:Name", "", "AuthMesh:Node:Name is ''; allowed is 1 to 64 characters")]
    [InlineData("AuthMesh:Node:DataDirectory", " ", "AuthMesh:Node:DataDirectory is ' '; allowed is the path of a folder")]
    [InlineData("AuthMesh:Api:MaxStreams", "-1", "AuthMesh:Api:MaxStreams is '-1'; allowed is a whole number from 0 to 10000")]
    [InlineData("AuthMesh:Api:MaxRequests", "0", "AuthMesh:Api:MaxRequests is '0'; allowed is a whole number from 1 to 100000")]
    [InlineData("AuthMesh:Console:MaxConnections", "15", "AuthMesh:Console:MaxConnections is '15'; allowed is a whole number from 16 to 65535")]
    [InlineData("AuthMesh:Api:ReceiptWait", "01:00:00", "AuthMesh:Api:ReceiptWait is '01:00:00'; allowed is a time from 00:00:00 to 00:05:00")]
    [InlineData("AuthMesh:Api:FailedAuthenticationsPerMinute", "0", "AuthMesh:Api:FailedAuthenticationsPerMinute is '0'; allowed is")]
    [InlineData("AuthMesh:Api:AnonymousChecks", "maybe", "AuthMesh:Api:AnonymousChecks")]
    [InlineData("AuthMesh:Log:Format", "Poem", "AuthMesh:Log:Format")]
    [InlineData("AuthMesh:Mesh:Url", "http://0.0.0.0:7443", "AuthMesh:Mesh:Url is 'http://0.0.0.0:7443'")]
    public async Task A_bad_setting_is_fatal_and_named_on_one_line(string key, string value, string message)
    {
        using var data = new TemporaryDirectory();
        var run = await ServeAsync(data.Path, (key, value));

        Assert.Equal(ExitCode.Invalid, run.Code);
        Assert.Contains(message, run.Error);
        Assert.Single(run.Error.Split('\n'));
    }

    [Fact]
    public async Task All_bad_settings_are_told_at_once()
    {
        using var data = new TemporaryDirectory();
        var run = await ServeAsync(data.Path, ("AuthMesh:Node:Name", ""), ("AuthMesh:Api:MaxStreams", "-1"), ("AuthMesh:Console:Url", "nonsense"));

        Assert.All(["AuthMesh:Node:Name", "AuthMesh:Api:MaxStreams", "AuthMesh:Console:Url"], key => Assert.Contains(key, run.Error));
    }

    [Fact]
    public async Task A_refused_start_touches_nothing()
    {
        using var data = new TemporaryDirectory();
        var directory = Path.Combine(data.Path, "not-made");

        await ServeAsync(directory, ("AuthMesh:Console:Url", "nonsense"));

        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task A_second_node_on_one_data_directory_is_refused_and_the_first_goes_on()
    {
        await using var node = await TestNode.StartAsync();

        var run = await ServeAsync(node.Directory);

        Assert.Equal(ExitCode.Invalid, run.Code);
        Assert.Contains(node.Directory, run.Error);
        Assert.Contains("in use", run.Error);
        Assert.Equal("test", (await node.Client().GetNodeAsync()).Name);
        Assert.True(File.Exists(Path.Combine(node.Directory, "local.token")));
    }

    [Fact]
    public async Task A_data_directory_that_cannot_be_made_is_named()
    {
        using var data = new TemporaryDirectory();
        var file = Path.Combine(data.Path, "file");
        File.WriteAllText(file, "");

        var run = await ServeAsync(Path.Combine(file, "data"));

        Assert.Equal(ExitCode.Invalid, run.Code);
        Assert.Contains("AuthMesh:Node:DataDirectory is", run.Error);
    }

    [Fact]
    public async Task A_taken_address_is_named()
    {
        await using var node = await TestNode.StartAsync();
        using var data = new TemporaryDirectory();

        var run = await ServeAsync(data.Path, ("AuthMesh:Console:Url", node.Url.ToString()));

        Assert.Equal(ExitCode.Invalid, run.Code);
        Assert.Contains($"{node.Url.Port}", run.Error);
        Assert.Contains("--console", run.Error);
    }

    [Fact]
    public async Task A_running_node_leaves_address_and_token_for_its_owner_and_takes_them_back()
    {
        var node = await TestNode.StartAsync();
        var (url, token) = (Path.Combine(node.Directory, "console.url"), Path.Combine(node.Directory, "local.token"));

        Assert.Equal(node.Url.ToString(), File.ReadAllText(url).Trim());
        Assert.NotEqual(0, node.Url.Port);
        using var http = new HttpClient { BaseAddress = node.Url };
        http.DefaultRequestHeaders.Authorization = new("Bearer", File.ReadAllText(token).Trim());
        Assert.True((await http.GetAsync("/api/v1/tokens")).IsSuccessStatusCode);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(url));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(token));
        }

        await node.DisposeAsync();
        Assert.False(File.Exists(token));
    }

    [Fact]
    public async Task The_console_can_be_served_with_the_nodes_own_certificate()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Console:Url", "https://127.0.0.1:0"));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => certificate!.Subject.StartsWith("CN=", StringComparison.Ordinal) };
        using var http = new HttpClient(handler) { BaseAddress = node.Url };

        Assert.Equal("https", node.Url.Scheme);
        Assert.Equal(ExitCode.Success, (await CommandRun.AtAsync(node, "status")).Code);
        Assert.True((await http.GetAsync("/healthz")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_command_trusts_a_nodes_own_certificate_when_it_is_told_the_nodes_id()
    {
        await using var node = await TestNode.StartAsync(("AuthMesh:Console:Url", "https://127.0.0.1:0"));
        var environment = new Dictionary<string, string> { ["AUTHMESH_TOKEN"] = node.Token(TokenScope.Read) };
        var id = node.Services.GetRequiredService<IMeshMonitor>().Current.Self.ToString();
        var another = new NodeId(new Hash256(new byte[32])).ToString();
        Task<CommandRun> StatusAsync(params string[] more) => CommandRun.AsAsync(["status", "--server", node.Url.ToString(), .. more], environment: environment);

        Assert.Equal(ExitCode.Success, (await StatusAsync("--server-key", id)).Code);
        Assert.Equal(ExitCode.Unreachable, (await StatusAsync("--server-key", another)).Code);
        Assert.Equal(ExitCode.Unreachable, (await StatusAsync()).Code);
        Assert.Equal(ExitCode.Usage, (await StatusAsync("--server-key", "nonsense")).Code);
        environment["AUTHMESH_SERVER_KEY"] = id;
        Assert.Equal(ExitCode.Success, (await StatusAsync()).Code);
    }

    [Fact]
    public async Task The_console_can_be_served_with_a_given_certificate()
    {
        using var data = new TemporaryDirectory();
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=authz.example", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        var (file, keyFile) = (Path.Combine(data.Path, "cert.pem"), Path.Combine(data.Path, "key.pem"));
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        await File.WriteAllTextAsync(keyFile, key.ExportPkcs8PrivateKeyPem());

        await using var node = await TestNode.StartAsync(
            ("AuthMesh:Console:Url", "https://127.0.0.1:0"), ("AuthMesh:Console:Certificate", file), ("AuthMesh:Console:CertificateKey", keyFile));
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, shown, _, _) => shown!.Thumbprint == certificate.Thumbprint };
        using var http = new HttpClient(handler) { BaseAddress = node.Url };

        Assert.True((await http.GetAsync("/healthz")).IsSuccessStatusCode);
        Assert.Equal(ExitCode.Success, (await CommandRun.AtAsync(node, "status")).Code);
        await File.WriteAllTextAsync(keyFile, "");
        Assert.Contains(
            "AuthMesh:Console:Certificate",
            (await ServeAsync(data.Path, ("AuthMesh:Console:Url", "https://127.0.0.1:0"), ("AuthMesh:Console:Certificate", file), ("AuthMesh:Console:CertificateKey", keyFile))).Error);
    }

    [Fact]
    public async Task Neither_listener_serves_what_belongs_to_the_other()
    {
        await using var node = await TestNode.StartAsync();
        using var console = node.Http(Core.Access.TokenScope.Admin);
        using var stranger = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { BaseAddress = node.MeshUrl };

        Assert.Equal(System.Net.HttpStatusCode.NotFound, (await console.GetAnswerAsync("/mesh/link")).Status);

        // Without a node's certificate there is not even a handshake.
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("/healthz"));
    }

    private static Task<CommandRun> ServeAsync(string directory, params (string Key, string Value)[] settings) => ServeRun.WithAsync(directory, settings);
}
