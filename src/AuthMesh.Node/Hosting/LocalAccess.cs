using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace AuthMesh.Node.Hosting;

/// <summary>Lets commands on this machine reach the running node: its address and a token of scope <c>admin</c>, readable by the node's owner only.</summary>
/// <remarks>The token lives as long as the process. What a killed node left behind is worthless, and replaced by the next start.</remarks>
internal sealed class LocalAccess(DataDirectory data, ConsoleListener console, ConsoleCertificate certificate) : IHostedLifecycleService
{
    public const string UrlFile = "console.url";
    public const string TokenFile = "local.token";

    /// <summary>With https only: the SHA-256 of the key to expect, in hexadecimal, so that no authority needs to be trusted.</summary>
    public const string PinFile = "console.pin";

    private readonly string _token = "local_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>True for this process's token; the time taken tells nothing of it.</summary>
    public bool IsToken(string text) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(text), Encoding.UTF8.GetBytes(_token));

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Withdraw();
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // The listeners are bound by now. The address comes last: who finds it finds the token, too.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        data.WritePrivate(TokenFile, _token);
        if (console.Url.Scheme == Uri.UriSchemeHttps)
        {
            data.WritePrivate(PinFile, certificate.Pin);
        }

        data.WritePrivate(UrlFile, console.Url.ToString());
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        Withdraw();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Withdraw()
    {
        data.Remove(UrlFile);
        data.Remove(TokenFile);
        data.Remove(PinFile);
    }
}
