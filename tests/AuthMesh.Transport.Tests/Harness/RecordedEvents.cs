using System.Collections.Concurrent;
using System.Threading.Channels;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;

namespace AuthMesh.Transport.Tests.Harness;

/// <summary>A replica's host that writes down what it is told.</summary>
internal sealed class RecordedEvents : ILinkEvents
{
    private readonly Channel<object> _links = Channel.CreateUnbounded<object>();
    private readonly Channel<byte[]> _frames = Channel.CreateUnbounded<byte[]>();

    public ConcurrentDictionary<NodeId, bool> Peers { get; } = new();

    /// <summary>While set, no frame is taken before it completes.</summary>
    public TaskCompletionSource? Gate { get; set; }

    public Func<JoinClaim, JoinAnswer> Admit { get; set; } = _ => new JoinAnswer(JoinStatus.Refused, null, "");

    /// <summary>While set, looking a peer up ends in this.</summary>
    public Exception? Fault { get; set; }

    public bool IsPeer(NodeId node) => Fault is null ? Peers.ContainsKey(node) : throw Fault;

    public void Opened(LinkId link, NodeId peer, bool dialled) => _links.Writer.TryWrite(new LinkOpened(link, peer, dialled));

    public void Closed(LinkId link, string reason) => _links.Writer.TryWrite(new LinkClosed(link, reason));

    public void DialFailed(NodeId peer, string reason) => _links.Writer.TryWrite(new DialFailed(peer, reason));

    public async ValueTask ReceivedAsync(LinkId link, ReadOnlyMemory<byte> frame, CancellationToken cancellationToken)
    {
        if (Gate is { } gate)
        {
            await gate.Task.WaitAsync(cancellationToken);
        }

        _frames.Writer.TryWrite(frame.ToArray());
    }

    public Task<JoinAnswer> AdmitAsync(JoinClaim claim, CancellationToken cancellationToken) => Task.FromResult(Admit(claim));

    /// <summary>The next thing that happened to a link, which must be of this kind.</summary>
    public async Task<T> NextAsync<T>() => Assert.IsType<T>(await _links.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit));

    public Task<byte[]> NextFrameAsync() => _frames.Reader.ReadAsync().AsTask().WaitAsync(Patience.Limit);

    public bool AnythingElse => _links.Reader.TryPeek(out _);
}
