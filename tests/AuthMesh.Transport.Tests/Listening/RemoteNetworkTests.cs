using System.Net;
using AuthMesh.Transport.Listening;

namespace AuthMesh.Transport.Tests.Listening;

public sealed class RemoteNetworkTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData("::1", "::")]
    public void Addresses_of_one_customer_count_as_one(string address, string network) =>
        Assert.Equal(IPAddress.Parse(network), RemoteNetwork.Of(IPAddress.Parse(address)));

    [Fact]
    public void No_address_is_a_place_too() => Assert.Equal(IPAddress.None, RemoteNetwork.Of(null));
}
