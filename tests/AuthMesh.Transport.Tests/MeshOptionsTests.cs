using AuthMesh.Transport.Tests.Harness;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Tests;

public sealed class MeshOptionsTests
{
    [Fact]
    public void The_defaults_are_valid() => Assert.True(Validate(_ => { }).Succeeded);

    [Theory]
    [InlineData("https://0.0.0.0:7443")]
    [InlineData("https://[::]:7443")]
    [InlineData("https://127.0.0.1:0")]
    [InlineData("https://localhost:7443/")]
    public void Addresses_to_listen_on(string url) => Assert.True(Validate(options => options.Url = url).Succeeded);

    [Theory]
    [InlineData("http://0.0.0.0:7443")]
    [InlineData("https://paris.example:7443")]
    [InlineData("https://0.0.0.0:7443/path")]
    [InlineData("0.0.0.0:7443")]
    [InlineData("")]
    public void A_bad_address_is_refused_with_key_value_and_what_is_allowed(string url)
    {
        var failure = Assert.Single(Validate(options => options.Url = url).Failures!);

        Assert.Contains("AuthMesh:Mesh:Url", failure, StringComparison.Ordinal);
        Assert.Contains($"'{url}'", failure, StringComparison.Ordinal);
        Assert.Contains("https://ADDRESS:PORT", failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://0.0.0.0:7443")]
    [InlineData("https://[::]:7443")]
    [InlineData("https://paris.example:0")]
    [InlineData("http://paris.example:7443")]
    [InlineData("https://user@paris.example:7443")]
    public void An_address_that_nobody_can_dial_is_not_advertised(string url)
    {
        var failure = Assert.Single(Validate(options => options.AdvertisedUrl = url).Failures!);

        Assert.Contains("AuthMesh:Mesh:AdvertisedUrl", failure, StringComparison.Ordinal);
        Assert.Contains($"'{url}'", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var result = Validate(options =>
        {
            options.PingInterval = TimeSpan.FromSeconds(2);
            options.PeerTimeout = TimeSpan.FromSeconds(5);
            options.DialTimeout = TimeSpan.Zero;
            options.StrangerTimeout = TimeSpan.Zero;
            options.MaxQueuedBytes = 1;
            options.MaxWaitingBytes = 1;
            options.MaxConnectionsPerPeer = 0;
            options.MaxStrangers = 0;
            options.MaxStrangersPerAddress = 0;
            options.JoinsPerMinute = 0;
            options.JoinsPerMinutePerAddress = 0;
        });

        Assert.Equal(10, result.Failures!.Count());
    }

    [Fact]
    public async Task A_node_does_not_start_with_a_bad_setting()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => TestNode.StartAsync(options => options.Url = "http://0.0.0.0:1"));

        Assert.Contains("AuthMesh:Mesh:Url is 'http://0.0.0.0:1'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_port_0_the_real_port_is_advertised()
    {
        await using var node = await TestNode.StartAsync();

        Assert.NotEqual(0, node.Listener.EndPoint.Port);
        Assert.Equal($"https://127.0.0.1:{node.Listener.EndPoint.Port}", node.Listener.AdvertisedUrl);
    }

    [Fact]
    public async Task Who_listens_everywhere_advertises_the_name_of_the_machine()
    {
        await using var node = await TestNode.StartAsync(options => options.Url = "https://0.0.0.0:0");

        Assert.Equal($"https://{Environment.MachineName.ToLowerInvariant()}:{node.Listener.EndPoint.Port}", node.Listener.AdvertisedUrl);
    }

    [Fact]
    public async Task What_is_configured_is_advertised()
    {
        await using var node = await TestNode.StartAsync(options => options.AdvertisedUrl = "https://paris.example:7443/");

        Assert.Equal("https://paris.example:7443", node.Listener.AdvertisedUrl);
    }

    private static ValidateOptionsResult Validate(Action<MeshOptions> configure)
    {
        var options = new MeshOptions();
        configure(options);
        return new MeshOptionsValidator().Validate(null, options);
    }
}
