using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Transport.Links;

/// <summary>Frames that wait to be sent on one link, in order, bounded in bytes.</summary>
/// <remarks>Whoever adds a frame while nothing is being sent begins to send it there and then: an idle link costs a frame no change of threads.</remarks>
internal sealed class Outbox(int limit, Func<ReadOnlyMemory<byte>, Task> send, Action<Exception> failed)
{
    // So that a great many tiny frames count, too.
    private const int CostOfAFrame = 128;

    private readonly Lock _lock = new();
    private readonly Queue<ReadOnlyMemory<byte>> _frames = [];
    private long _waiting;
    private bool _sending;

    /// <summary>Bytes that wait, with what the frames themselves cost.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>False when there is no room; the frame is not taken.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            if (_waiting + Cost(frame) > limit)
            {
                return false;
            }

            _waiting += Cost(frame);
            _frames.Enqueue(frame);
            if (_sending)
            {
                return true;
            }

            _sending = true;
        }

        _ = SendAllAsync();
        return true;
    }

    /// <summary>After a failure nothing more is sent: a frame left out would be a hole in what this end says.</summary>
    private async Task SendAllAsync()
    {
        try
        {
            while (TryPeek(out var frame))
            {
                await send(frame);
                Remove(frame);
            }
        }
        catch (Exception error)
        {
            failed(error);
        }
    }

    private bool TryPeek([MaybeNullWhen(false)] out ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            return _sending = _frames.TryPeek(out frame);
        }
    }

    private void Remove(ReadOnlyMemory<byte> frame)
    {
        lock (_lock)
        {
            _frames.Dequeue();
            _waiting -= Cost(frame);
        }
    }

    private static int Cost(ReadOnlyMemory<byte> frame) => frame.Length + CostOfAFrame;
}
