using System.Net.Http.Headers;
using System.Text.Json;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Roster;
using AuthMesh.Transport.Tls;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Joining;

/// <summary>Asks a steward to be let in.</summary>
public sealed class JoinClient
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(30);

    private readonly NodeCertificate _certificate;
    private readonly MeshOptions _options;
    private readonly TimeProvider _time;

    internal JoinClient(NodeCertificate certificate, IOptions<MeshOptions> options, TimeProvider time)
    {
        _certificate = certificate;
        _options = options.Value;
        _time = time;
    }

    /// <summary>Dials the steward of the invitation, makes sure that it is the one, and only then shows the secret.</summary>
    /// <param name="name">What this node shall be called.</param>
    /// <param name="address">Where peers can dial this node.</param>
    /// <returns>The steward's answer. After <see cref="JoinStatus.Pending"/>, ask again from time to time.</returns>
    /// <exception cref="JoinException">There was no answer, or none that makes sense.</exception>
    public async Task<JoinAnswer> RequestAsync(Invitation invitation, string name, string address, CancellationToken cancellationToken)
    {
        using var http = new PinnedHttp(_certificate, invitation.Steward, _options.DialTimeout);
        using var timeout = new CancellationTokenSource(AnswerTimeout, _time);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var request = Compose(invitation, name, address);
            using var response = await http.Invoker.SendAsync(request, giveUp.Token);
            return await ReadAsync(invitation, response, giveUp.Token);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or JsonException ||
            (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new JoinException(http.Explain(error, invitation.Address), error);
        }
    }

    private static HttpRequestMessage Compose(Invitation invitation, string name, string address)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new JoinRequest(invitation.Id, invitation.Secret.ToArray(), name, address), JoinJson.Default.JoinRequest);
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return new HttpRequestMessage(HttpMethod.Post, MeshAddress.Join(new Uri(invitation.Address))) { Content = content };
    }

    private static async Task<JoinAnswer> ReadAsync(Invitation invitation, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            throw new JoinException($"{invitation.Address} answered {(int)response.StatusCode} ({response.ReasonPhrase}).");
        }

        await response.Content.LoadIntoBufferAsync(JoinReply.MaxBytes, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        var reply = JsonSerializer.Deserialize(body, JoinJson.Default.JoinReply);
        if (reply is null || JoinStatusText.Read(reply.Status) is not { } status)
        {
            throw new JoinException($"{invitation.Address} gave an answer that this version does not know.");
        }

        if (status == JoinStatus.Admitted && (!MeshId.TryParse(reply.MeshId, out var mesh) || mesh != invitation.Mesh))
        {
            throw new JoinException($"{invitation.Address} answered for another mesh than the invitation's.");
        }

        return new JoinAnswer(status, status == JoinStatus.Admitted ? invitation.Mesh : null, reply.Detail);
    }
}
