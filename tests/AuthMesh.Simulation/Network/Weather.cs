namespace AuthMesh.Simulation.Network;

/// <summary>How good the network is. All times in milliseconds.</summary>
/// <remarks>
/// <para>A link is a TCP connection under TLS: while it lives, frames come whole, once and in order, whatever happens to packets. A lost packet therefore shows as a
/// delay of everything behind it, and a packet that is lost too often as a link that breaks: its peer was silent for too long.</para>
/// <para><see cref="Repeats"/> and <see cref="Swaps"/> are harsher than that: no transport of ours does it, but the protocol must survive it.</para>
/// </remarks>
public sealed class Weather
{
    /// <summary>Least and greatest delay of a packet one way.</summary>
    public (int Min, int Max) Latency { get; set; } = (1, 20);

    /// <summary>In how many places the processes are, in turn by their numbers; what goes from one place to another takes longer by <see cref="Between"/>.</summary>
    public int Places { get; set; } = 1;

    /// <summary>Share of packets that are lost, each way.</summary>
    public double Loss { get; set; }

    /// <summary>Bytes that a link carries in a millisecond, each way; 0 for no limit.</summary>
    public int Bandwidth { get; set; }

    /// <summary>Bytes that a process sends in a millisecond over all its links together; 0 for no limit.</summary>
    public int Uplink { get; set; }

    /// <summary>Share of frames that are delivered twice.</summary>
    public double Repeats { get; set; }

    /// <summary>Share of frames that overtake the one before.</summary>
    public double Swaps { get; set; }

    /// <summary>A peer that was not heard of for so long is taken for dead (AuthMesh:Mesh:PeerTimeout).</summary>
    public int Silence { get; set; } = 3_000;

    /// <summary>How often each end of a link shows that it lives, at moments of its own (AuthMesh:Mesh:PingInterval): the silence of a peer that stops began that much sooner at most.</summary>
    public int PingInterval { get; set; } = 1_000;

    /// <summary>A dial that is not answered for so long has failed (AuthMesh:Mesh:DialTimeout).</summary>
    public int DialTimeout { get; set; } = 5_000;

    /// <summary>Bytes that may wait on a link to be sent; one more breaks it (AuthMesh:Mesh:MaxQueuedBytes).</summary>
    public int MaxQueuedBytes { get; set; } = 16 << 20;

    /// <summary>Handshakes that a process takes part in at a time; more are turned away at once (AuthMesh:Mesh:MaxStrangers).</summary>
    public int MaxHandshakes { get; set; } = 64;

    /// <summary>What a packet between two processes takes beyond <see cref="Latency"/>, one way: nothing within a place; from one to another, 35 to 80 ms, always the same for a pair.</summary>
    public int Between(int one, int other)
    {
        const int least = 35, spread = 46;
        if (one % Places == other % Places)
        {
            return 0;
        }

        var (low, high) = ((uint)Math.Min(one, other), (uint)Math.Max(one, other));
        return least + (int)(((low * 2_654_435_761) ^ (high * 2_246_822_519)) / 65_537 % spread);
    }
}
