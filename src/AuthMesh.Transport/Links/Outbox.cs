using System.Threading.Channels;

namespace AuthMesh.Transport.Links;

/// <summary>Frames that wait to be sent on one link, in order, bounded in bytes.</summary>
internal sealed class Outbox(int limit)
{
    // So that a great many tiny frames count, too.
    private const int CostOfAFrame = 128;

    private readonly Channel<ReadOnlyMemory<byte>> _frames = Channel.CreateUnbounded<ReadOnlyMemory<byte>>(new() { SingleReader = true });
    private long _waiting;

    /// <summary>False when there is no room; the frame is not taken.</summary>
    public bool TryAdd(ReadOnlyMemory<byte> frame)
    {
        var cost = frame.Length + CostOfAFrame;
        if (Interlocked.Add(ref _waiting, cost) <= limit)
        {
            _frames.Writer.TryWrite(frame);
            return true;
        }

        Interlocked.Add(ref _waiting, -cost);
        return false;
    }

    /// <summary>Hands every frame on, one after the other, until cancelled.</summary>
    public async Task DrainAsync(Func<ReadOnlyMemory<byte>, Task> send, CancellationToken cancellationToken)
    {
        await foreach (var frame in _frames.Reader.ReadAllAsync(cancellationToken))
        {
            await send(frame);
            Interlocked.Add(ref _waiting, -(frame.Length + CostOfAFrame));
        }
    }
}
