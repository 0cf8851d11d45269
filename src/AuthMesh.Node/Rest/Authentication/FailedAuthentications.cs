using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Rest.Authentication;

/// <summary>Counts failures to authenticate by address, so that guessing and misconfigured clients are cheap to turn away.</summary>
/// <remarks>Valid tokens are honoured all the same: many clients may share an address, and no guessing comes near a token of 128 random bits.</remarks>
internal sealed class FailedAuthentications : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> _limiter;

    // The limiter forgets addresses that have been quiet for a while, which bounds it.
    public FailedAuthentications(IOptions<ApiOptions> options) =>
        _limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address => RateLimitPartition.GetFixedWindowLimiter(
            address, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.FailedAuthenticationsPerMinute, Window = Window }));

    /// <summary>Counts one more failure; true when the address has had too many.</summary>
    public bool IsTooMany(HttpContext context)
    {
        using var lease = _limiter.AttemptAcquire(Origin(context.Connection.RemoteIpAddress ?? IPAddress.None));
        return !lease.IsAcquired;
    }

    public void Dispose() => _limiter.Dispose();

    /// <summary>Who has one IPv6 address has its whole /64.</summary>
    private static IPAddress Origin(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
