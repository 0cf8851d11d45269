namespace AuthMesh.Core.Lists;

/// <summary>When a record holds: from <see cref="NotBefore"/> (inclusive) until <see cref="ExpiresAt"/> (exclusive), in Unix milliseconds.</summary>
public readonly record struct Window(long NotBefore, long ExpiresAt)
{
    /// <summary>All instants.</summary>
    public static Window Always { get; } = new(long.MinValue, long.MaxValue);

    /// <summary>No instant.</summary>
    public static Window Never { get; } = new(0, 0);

    /// <summary>True when no instant is inside.</summary>
    public bool IsEmpty => NotBefore >= ExpiresAt;

    /// <summary>True when the instant (Unix milliseconds) is inside.</summary>
    public bool Contains(long instant) => instant >= NotBefore && instant < ExpiresAt;

    /// <summary>The instants that are in both.</summary>
    public Window Intersect(Window other) => new(Math.Max(NotBefore, other.NotBefore), Math.Min(ExpiresAt, other.ExpiresAt));
}
