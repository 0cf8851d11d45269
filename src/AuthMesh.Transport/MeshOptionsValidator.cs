using System.Net;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport;

/// <summary>Refuses a bad setting at start; says the key, the value and what is allowed, for all of them at once.</summary>
internal sealed class MeshOptionsValidator : IValidateOptions<MeshOptions>
{
    public ValidateOptionsResult Validate(string? name, MeshOptions options)
    {
        var failures = new List<string>();

        Check(options.EndPoint() is not null, nameof(options.Url), options.Url,
            "https://ADDRESS:PORT with an IP address or localhost, such as https://0.0.0.0:7443 (names belong into AdvertisedUrl)");
        Check(options.AdvertisedUrl is null || IsDialable(options.AdvertisedUrl), nameof(options.AdvertisedUrl), options.AdvertisedUrl,
            "https://HOST:PORT that other nodes can dial, such as https://paris.example:7443");

        CheckTime(options.PingInterval, nameof(options.PingInterval), TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        CheckTime(options.PeerTimeout, nameof(options.PeerTimeout), 3 * options.PingInterval, TimeSpan.FromMinutes(10));
        CheckTime(options.DialTimeout, nameof(options.DialTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        CheckTime(options.StrangerTimeout, nameof(options.StrangerTimeout), TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(10));

        CheckNumber(options.MaxQueuedBytes, nameof(options.MaxQueuedBytes), 2 * MeshOptions.MaxFrameBytes, int.MaxValue);
        CheckNumber(options.MaxWaitingBytes, nameof(options.MaxWaitingBytes), MeshOptions.MaxFrameBytes, int.MaxValue);
        CheckNumber(options.MaxConnectionsPerPeer, nameof(options.MaxConnectionsPerPeer), 1, 16);
        CheckNumber(options.MaxPeerConnections, nameof(options.MaxPeerConnections), 64, 65_536);
        CheckNumber(options.MaxStrangers, nameof(options.MaxStrangers), 1, 10_000);
        CheckNumber(options.MaxStrangersPerAddress, nameof(options.MaxStrangersPerAddress), 1, 10_000);
        CheckNumber(options.JoinsPerMinute, nameof(options.JoinsPerMinute), 1, 1_000_000);
        CheckNumber(options.JoinsPerMinutePerAddress, nameof(options.JoinsPerMinutePerAddress), 1, 1_000_000);

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void CheckTime(TimeSpan value, string key, TimeSpan from, TimeSpan to) =>
            Check(value >= from && value <= to, key, value.ToString(), $"{from} to {to}");

        void CheckNumber(int value, string key, int from, int to) =>
            Check(value >= from && value <= to, key, value.ToString(), $"{from} to {to}");

        void Check(bool good, string key, string? value, string allowed)
        {
            if (!good)
            {
                failures.Add($"{MeshOptions.Section}:{key} is '{value}'. Allowed: {allowed}.");
            }
        }
    }

    private static bool IsDialable(string text) =>
        MeshAddress.TryParse(text, out var address) && address.Port != 0 &&
        !(IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && (ip.Equals(IPAddress.Any) || ip.Equals(IPAddress.IPv6Any)));
}
