using System.Net;
using System.Net.Sockets;

namespace AuthMesh.Transport.Listening;

/// <summary>What counts as one place that strangers come from: an IPv4 address, or an IPv6 network of 64 bits, since that many belong to one customer.</summary>
internal static class RemoteNetwork
{
    public static IPAddress Of(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
