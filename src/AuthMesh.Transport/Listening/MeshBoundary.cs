using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Transport.Listening;

/// <summary>Keeps the two listeners apart: over the mesh listener there are two doors and nothing else, and over any other there are none of them.</summary>
/// <remarks>
/// Stands before everything that a host puts into its pipeline, routing included, and comes with the registration of the transport, so that
/// no host can forget it. The door for links opens to peers only; whoever else asks is turned away before anything is spent on it.
/// </remarks>
internal sealed class MeshBoundary(ReplicaPort replica, TimeProvider time, ILogger<MeshBoundary> log) : IStartupFilter
{
    private readonly LogThrottle _throttle = new(time);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(GuardAsync);
        next(app);
    };

    private Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path;
        if (context.Features.Get<MeshPeer>() is not { } peer)
        {
            if (path.StartsWithSegments(MeshAddress.Root))
            {
                context.Response.StatusCode = StatusCodes.Status404NotFound;
                return Task.CompletedTask;
            }

            return next(context);
        }

        // With their methods: what routing does not find there would fall through to whatever else the host serves.
        if (path == MeshAddress.JoinPath && HttpMethods.IsPost(context.Request.Method))
        {
            return next(context);
        }

        if (path != MeshAddress.LinkPath || !HttpMethods.IsGet(context.Request.Method))
        {
            return Refuse(context, StatusCodes.Status404NotFound);
        }

        if (replica.IsPeer(peer.Node))
        {
            return next(context);
        }

        if (_throttle.TryEnter(out var suppressed))
        {
            log.LogWarning("Refused a link of node {Node} from {Remote}: it is not in the roster ({Suppressed} such lines left out before).", peer.Node, context.Connection.RemoteIpAddress, suppressed);
        }

        return Refuse(context, StatusCodes.Status403Forbidden);
    }

    private static Task Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Connection = "close"; // HTTP/1.1 only, as the mesh listener is
        return Task.CompletedTask;
    }
}
