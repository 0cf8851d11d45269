using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace AuthMesh.Admin.Protection;

/// <summary>Bounds how often one address may submit the setup and sign-in forms.</summary>
/// <remarks>Asked by the forms themselves, so it works whatever the host's order of middleware.</remarks>
public sealed class AttemptLimiter : IDisposable
{
    /// <summary>Submissions that one address may make in any <see cref="Window"/>.</summary>
    public const int Limit = 10;

    /// <summary>After which the count starts again.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<IPAddress> limiter = PartitionedRateLimiter.Create<IPAddress, IPAddress>(address =>
        RateLimitPartition.GetFixedWindowLimiter(address, _ => new FixedWindowRateLimiterOptions { PermitLimit = Limit, Window = Window }));

    /// <summary>False when this address has to wait; the response is then marked 429.</summary>
    public bool TryEnter(HttpContext context)
    {
        using var lease = limiter.AttemptAcquire(PartitionOf(context.Connection.RemoteIpAddress));
        if (!lease.IsAcquired)
        {
            context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            context.Response.Headers.RetryAfter = ((int)Window.TotalSeconds).ToString();
        }

        return lease.IsAcquired;
    }

    public void Dispose() => limiter.Dispose();

    /// <summary>An IPv6 customer owns a whole /64: it counts as one address.</summary>
    private static IPAddress PartitionOf(IPAddress? address)
    {
        if (address is null)
        {
            return IPAddress.None;
        }

        if (address.IsIPv4MappedToIPv6 || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
