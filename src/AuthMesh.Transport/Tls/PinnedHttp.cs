using System.Net.Sockets;
using System.Security.Authentication;
using AuthMesh.Core.Identity;

namespace AuthMesh.Transport.Tls;

/// <summary>A way to talk HTTP with one node, and with nobody who only answers at its address.</summary>
/// <remarks>One for each conversation: pooled connections must never mix pins.</remarks>
internal sealed class PinnedHttp : IDisposable
{
    private readonly NodeId _pin;
    private string? _other;

    public PinnedHttp(NodeCertificate own, NodeId pin, TimeSpan connectTimeout)
    {
        _pin = pin;
        var handler = new SocketsHttpHandler
        {
            SslOptions = own.ForDialling(pin, other => _other = other?.ToString() ?? "of another kind"),
            ConnectTimeout = connectTimeout,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        Invoker = new HttpMessageInvoker(handler, disposeHandler: true);
    }

    public HttpMessageInvoker Invoker { get; }

    /// <summary>True when somebody else answered.</summary>
    public bool MetAnother => _other is not null;

    /// <summary>Why a conversation failed, as a sentence for an operator.</summary>
    public string Explain(Exception error, string address)
    {
        if (_other is not null)
        {
            return $"At {address} answers another node (key {_other}), not {_pin}.";
        }

        for (var cause = error; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    return $"{address} is not reachable: {socket.Message}.";
                case AuthenticationException:
                    return $"No TLS 1.3 connection with {address}: {cause.Message}";
                case OperationCanceledException:
                    return $"{address} did not answer in time.";
            }
        }

        return $"{address}: {error.Message}";
    }

    public void Dispose() => Invoker.Dispose();
}
