using AuthMesh.Transport.Tls;
using Microsoft.AspNetCore.SignalR;

namespace AuthMesh.Transport.Links;

/// <summary>The accepting end of a link. Carries frames, knows nothing of what is in them.</summary>
internal sealed class MeshHub(LinkRegistry links) : Hub
{
    private static readonly object LinkKey = new();

    public override Task OnConnectedAsync()
    {
        if (Context.GetHttpContext()?.Features.Get<MeshPeer>() is not { } peer)
        {
            Context.Abort(); // not over the mesh listener
            return Task.CompletedTask;
        }

        Context.Items[LinkKey] = links.Open(peer.Node, new AcceptedWire(Context, Clients.Caller), dialled: false);
        return Task.CompletedTask;
    }

    [HubMethodName(FrameHubProtocol.Method)]
    public Task FrameAsync(ReadOnlyMemory<byte> frame) => Link?.ReceiveAsync(frame) ?? Task.CompletedTask;

    public override Task OnDisconnectedAsync(Exception? exception) =>
        Link is { } link ? links.EndAsync(link, Context.Features.Get<SilenceWatch>()?.Verdict ?? exception?.Message ?? "closed by the peer") : Task.CompletedTask;

    private PeerLink? Link => Context.Items.TryGetValue(LinkKey, out var link) ? (PeerLink?)link : null;

    private sealed class AcceptedWire(HubCallerContext context, IClientProxy caller) : ILinkWire
    {
        public Task SendAsync(ReadOnlyMemory<byte> frame, CancellationToken cancellationToken) =>
            caller.SendCoreAsync(FrameHubProtocol.Method, [frame], cancellationToken);

        public void Abort(string reason) => context.Abort();
    }
}
