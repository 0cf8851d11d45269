using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.Tests.Hosting;

public class ConsoleAddressTests
{
    [Theory]
    [InlineData("http://localhost:7480", 7480, "http://localhost:7480/")]
    [InlineData("http://127.0.0.1:0", 5, "http://127.0.0.1:5/")]
    [InlineData("http://[::1]:80", 80, "http://[::1]/")]
    [InlineData("https://0.0.0.0:443", 443, "https://127.0.0.1/")]
    [InlineData("https://[::]:8443", 8443, "https://[::1]:8443/")]
    [InlineData("https://192.0.2.7:1", 1, "https://192.0.2.7:1/")]
    public void An_allowed_address_tells_how_it_is_reached_from_here(string url, int port, string local)
    {
        Assert.True(ConsoleAddress.TryParse(url, out var address));
        Assert.Equal(local, address.LocalUrl(port).ToString());
    }

    [Theory]
    [InlineData("http://0.0.0.0:7480")]
    [InlineData("http://192.0.2.7:7480")]
    [InlineData("http://[::]:7480")]
    [InlineData("http://example.com:7480")]
    [InlineData("https://example.com:7480")]
    [InlineData("http://localhost:7480/path")]
    [InlineData("http://user@localhost:7480")]
    [InlineData("ftp://localhost:7480")]
    [InlineData("localhost:7480")]
    [InlineData("http://localhost:99999")]
    [InlineData("")]
    [InlineData(null)]
    public void Plain_http_beyond_this_machine_and_nonsense_are_refused(string? url) => Assert.False(ConsoleAddress.TryParse(url, out _));
}
