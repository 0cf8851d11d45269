using AuthMesh.Core.Replication;

namespace AuthMesh.Node.Replication;

/// <summary>The two clocks of a replica, and whether the wall clock moved without this process.</summary>
/// <remarks>A resumed machine image is seen by the wall clock running ahead of the monotonic one, which stands still meanwhile.</remarks>
internal sealed class ReplicaClock(TimeProvider time)
{
    private const long Jump = 2_000;
    private readonly long _start = time.GetTimestamp();
    private long? _offset;

    public TimeProvider Provider => time;

    public ReplicaTime Now() => new(time.GetUtcNow().ToUnixTimeMilliseconds(), (long)time.GetElapsedTime(_start).TotalMilliseconds);

    /// <summary>True once after the wall clock moved against the monotonic clock by more than two seconds.</summary>
    public bool HasJumped()
    {
        var now = Now();
        var offset = now.Wall - now.Elapsed;
        var jumped = _offset is { } before && Math.Abs(offset - before) > Jump;
        _offset = offset; // each time, so that slow corrections do not add up to a jump
        return jumped;
    }
}
