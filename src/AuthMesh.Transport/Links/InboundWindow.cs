namespace AuthMesh.Transport.Links;

/// <summary>Bytes of frames that were read off a connection and not yet taken by the replica. At the limit, nothing more is read.</summary>
/// <remarks>SignalR's client has no bound of its own for this; its server reads no further while a call is being handled.</remarks>
internal sealed class InboundWindow(int limit)
{
    // So that a great many tiny frames count, too.
    private const int CostOfAFrame = 256;

    private readonly Lock _lock = new();
    private long _inside;
    private TaskCompletionSource? _room;

    /// <summary>A frame of so many bytes was read.</summary>
    public void Enter(int bytes)
    {
        lock (_lock)
        {
            _inside += bytes + CostOfAFrame;
        }
    }

    /// <summary>It was taken.</summary>
    public void Leave(int bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (_lock)
        {
            _inside -= bytes + CostOfAFrame;
            if (_inside < limit)
            {
                (waiting, _room) = (_room, null);
            }
        }

        waiting?.TrySetResult();
    }

    /// <summary>Completes when reading may go on. One reader.</summary>
    public Task WaitForRoomAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_inside < limit)
            {
                return Task.CompletedTask;
            }

            _room ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _room.Task.WaitAsync(cancellationToken);
        }
    }
}
