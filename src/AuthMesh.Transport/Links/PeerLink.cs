using System.Diagnostics.CodeAnalysis;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Transport.Links;

/// <summary>One live connection with a peer.</summary>
/// <remarks>
/// Frames go out through one queue, one after the other, and come in one at a time, so each direction keeps its order. Opened is told before the first frame,
/// Closed once, after the last. Sending never waits: who fills the queue loses the link.
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "Used without timers and wait handles, they hold nothing; and a late caller must not meet them disposed.")]
internal sealed class PeerLink
{
    private readonly ILinkWire _wire;
    private readonly ILinkEvents _events;
    private readonly int _maxQueuedBytes;
    private readonly ILogger _log;
    private readonly Outbox _outbox;
    private readonly CancellationTokenSource _closing = new();
    private readonly SemaphoreSlim _receiving = new(1);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _reason;
    private bool _over;

    public PeerLink(LinkId id, NodeId peer, ILinkWire wire, ILinkEvents events, int maxQueuedBytes, ILogger log)
    {
        Id = id;
        Peer = peer;
        _wire = wire;
        _events = events;
        _maxQueuedBytes = maxQueuedBytes;
        _log = log;
        _outbox = new Outbox(maxQueuedBytes, frame => wire.SendAsync(frame, _closing.Token), SendingFailed);
    }

    public LinkId Id { get; }

    public NodeId Peer { get; }

    /// <summary>Completes after Closed was told.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Bytes that the network has not taken yet.</summary>
    public long QueuedBytes => _outbox.Waiting;

    public void Open(bool dialled) => _events.Opened(Id, Peer, dialled);

    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (frame.Length > MeshOptions.MaxFrameBytes)
        {
            Close($"a frame of {frame.Length} bytes was to be sent; allowed are {MeshOptions.MaxFrameBytes}");
        }
        else if (!_outbox.TryAdd(frame))
        {
            Close($"more than {_maxQueuedBytes} bytes wait to be sent");
        }
    }

    /// <summary>Takes a frame in; completes when there is room for another.</summary>
    public async Task ReceiveAsync(ReadOnlyMemory<byte> frame)
    {
        await _receiving.WaitAsync();
        try
        {
            if (!_over && !_closing.IsCancellationRequested)
            {
                await _events.ReceivedAsync(Id, frame, _closing.Token);
            }
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            // The link ended while the replica was busy; the peer sends again what matters.
        }
        catch (Exception error)
        {
            _log.LogError(error, "The replica failed on a frame of node {Node}.", Peer);
            Close("this node failed on a frame"); // going on would leave a hole in what the peer said
        }
        finally
        {
            _receiving.Release();
        }
    }

    /// <summary>Ends the connection; the first reason is the one that is told.</summary>
    public void Close(string reason)
    {
        if (Interlocked.CompareExchange(ref _reason, reason, null) is null)
        {
            _closing.Cancel();
            _wire.Abort(reason);
        }
    }

    /// <summary>The connection is gone, for whatever reason. Called once, by whoever owns the wire.</summary>
    public async Task<string> EndAsync(string reason)
    {
        Close(reason);
        await _receiving.WaitAsync();
        _over = true;
        _receiving.Release();
        _events.Closed(Id, _reason!);
        _ended.TrySetResult();
        return _reason!;
    }

    private void SendingFailed(Exception error)
    {
        // Whatever SignalR or the socket throws: the link is unusable, and dialling anew is the cure.
        if (error is not OperationCanceledException || !_closing.IsCancellationRequested)
        {
            Close($"sending failed: {error.Message}");
        }
    }
}
