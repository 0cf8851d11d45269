using System.Net;
using System.Text.Json;
using System.Threading.RateLimiting;
using AuthMesh.Core.Access;
using AuthMesh.Transport.Listening;
using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AuthMesh.Transport.Joining;

/// <summary>Where newcomers knock: the only thing that this node does for somebody whom it does not know.</summary>
internal sealed class JoinDoor(ReplicaPort replica, IOptions<MeshOptions> options, TimeProvider time, ILogger<JoinDoor> log) : IDisposable
{
    private readonly LogThrottle _throttle = new(time);

    // The limit per address comes first, so that one who hammers does not use up what others need.
    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.CreateChained(
        PerMinute(options.Value.JoinsPerMinutePerAddress, context => RemoteNetwork.Of(context.Connection.RemoteIpAddress)),
        PerMinute(options.Value.JoinsPerMinute, _ => IPAddress.Any));

    public async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<MeshPeer>() is not { } newcomer)
        {
            return Results.NotFound(); // not over the mesh listener
        }

        using var lease = _limiter.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            context.Response.Headers.RetryAfter = "60";
            return Problem(context, StatusCodes.Status429TooManyRequests, "rate_limited", "Too many requests to join; try again in a minute.");
        }

        var (request, refusal) = await ReadAsync(context);
        if (request is null)
        {
            return refusal!;
        }

        var claim = new JoinClaim(request.InvitationId, request.Secret, newcomer.PublicKey, request.Name, request.Address);
        var answer = await replica.Events.AdmitAsync(claim, context.RequestAborted);
        log.LogInformation("Node {Node} at {Remote} asked to join: {Status}.", newcomer.Node, context.Connection.RemoteIpAddress, answer.Status);
        var reply = new JoinReply(JoinStatusText.Of(answer.Status), answer.Mesh?.ToString(), answer.Detail);
        return Results.Json(reply, JoinJson.Default.JoinReply);
    }

    public void Dispose() => _limiter.Dispose();

    private async Task<(JoinRequest? Request, IResult? Refusal)> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType())
        {
            return (null, Problem(context, StatusCodes.Status415UnsupportedMediaType, "not_json", "The body must be JSON."));
        }

        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = JoinRequest.MaxBytes;
        try
        {
            var request = await JsonSerializer.DeserializeAsync(context.Request.Body, JoinJson.Default.JoinRequest, context.RequestAborted);
            return request is null ? (null, Malformed(context, "The body is null.")) : (request, null);
        }
        catch (BadHttpRequestException error) when (error.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, Problem(context, error.StatusCode, "too_large", $"The body may have {JoinRequest.MaxBytes} bytes."));
        }
        catch (JsonException error)
        {
            return (null, Malformed(context, error.Message));
        }
    }

    private IResult Malformed(HttpContext context, string detail) => Problem(context, StatusCodes.Status400BadRequest, "malformed", detail);

    private IResult Problem(HttpContext context, int status, string code, string detail)
    {
        if (_throttle.TryEnter(out var suppressed))
        {
            log.LogWarning("Refused a request to join from {Remote}: {Code} ({Suppressed} such lines left out before).", context.Connection.RemoteIpAddress, code, suppressed);
        }

        return Results.Problem(detail, statusCode: status, extensions: [new("code", code)]);
    }

    private static PartitionedRateLimiter<HttpContext> PerMinute(int permits, Func<HttpContext, IPAddress> key) =>
        PartitionedRateLimiter.Create<HttpContext, IPAddress>(context => RateLimitPartition.GetFixedWindowLimiter(
            key(context),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));
}
