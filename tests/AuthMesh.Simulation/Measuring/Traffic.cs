using System.Runtime.InteropServices;
using AuthMesh.Simulation.Network;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Simulation.Measuring;

/// <summary>What went over the simulated wires since it was put there, in all and second by second.</summary>
/// <param name="began">When it was put there.</param>
public sealed class Traffic(long began = 0)
{
    private const int DigestInterval = 200, RoundTime = 20;

    private readonly Dictionary<int, (int Second, long Bytes)> _outgoing = [];

    private readonly Dictionary<LinkEnd, long> _digests = [];

    /// <summary>Messages by kind.</summary>
    public Dictionary<Kind, long> Messages { get; } = [];

    /// <summary>Bytes by kind of message.</summary>
    public Dictionary<Kind, long> BytesByKind { get; } = [];

    /// <summary>Batches carried: each copy counts.</summary>
    public long Payloads { get; private set; }

    /// <summary>All bytes of frames.</summary>
    public long Bytes { get; private set; }

    /// <summary>Bytes of frames that carry no batches.</summary>
    public long ControlBytes { get; private set; }

    /// <summary>Frames that carry no batches.</summary>
    public long ControlMessages { get; private set; }

    /// <summary>Attempts to connect.</summary>
    public long Dials { get; private set; }

    /// <summary>Connections that came about.</summary>
    public long Opened { get; private set; }

    /// <summary>Packets that the network lost, and TCP sent again.</summary>
    public long LostPackets { get; private set; }

    /// <summary>The most bytes that were under way on a link, one way.</summary>
    public long LargestBacklog { get; private set; }

    /// <summary>The most bytes that a node sent within a second.</summary>
    public long LargestOutgoing { get; private set; }

    /// <summary>The most digests that an end of a link sent for each tick that it had been open and counted.</summary>
    public double MostDigests { get; private set; }

    /// <summary>Bytes offered by all nodes, for each second since the beginning of the run.</summary>
    public List<long> BySecond { get; } = [];

    /// <summary>When who dialled whom.</summary>
    public Dictionary<(int From, int To), List<long>> DialsByPair { get; } = [];

    internal void CountSent(int from, long now, in FrameShape shape, int bytes, long backlog)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(Messages, shape.Kind, out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(BytesByKind, shape.Kind, out _) += bytes;
        Payloads += shape.Payloads.Length;
        Bytes += bytes;
        if (!shape.IsPayload)
        {
            ControlBytes += bytes;
            ControlMessages++;
        }

        LargestBacklog = Math.Max(LargestBacklog, backlog);
        var second = (int)(now / 1_000);
        while (BySecond.Count <= second)
        {
            BySecond.Add(0);
        }

        BySecond[second] += bytes;
        ref var own = ref CollectionsMarshal.GetValueRefOrAddDefault(_outgoing, from, out _);
        own = own.Second == second ? (second, own.Bytes + bytes) : (second, bytes);
        LargestOutgoing = Math.Max(LargestOutgoing, own.Bytes);
    }

    /// <summary>Bytes a second that all nodes offered between two times, on average.</summary>
    public double Rate(long from, long to) => BySecond.Skip((int)(from / 1_000)).Take((int)((to - from) / 1_000)).Sum() * 1_000.0 / (to - from);

    /// <summary>The most that this was over any so many milliseconds between.</summary>
    public double MostRate(long from, long to, int over)
    {
        var most = 0.0;
        for (var begin = from; begin + over <= to; begin += 1_000)
        {
            most = Math.Max(most, Rate(begin, begin + over));
        }

        return most;
    }

    /// <summary>Bytes of both greetings of a link, on average.</summary>
    public double GreetingBytes => 2.0 * BytesByKind.GetValueOrDefault(Kind.Hello) / Math.Max(1, Messages.GetValueOrDefault(Kind.Hello));

    /// <summary>From here on <see cref="LargestOutgoing"/> counts anew.</summary>
    public void ForgetLargestOutgoing()
    {
        LargestOutgoing = 0;
        _outgoing.Clear();
    }

    internal void CountDial(int from, int to, long now)
    {
        Dials++;
        if (!DialsByPair.TryGetValue((from, to), out var times))
        {
            DialsByPair.Add((from, to), times = []);
        }

        times.Add(now);
    }

    /// <summary>An end of a link sent one more digest. One decided just before the count began may have left within it.</summary>
    internal void CountDigest(LinkEnd end, long openedAt, long now)
    {
        var count = ++CollectionsMarshal.GetValueRefOrAddDefault(_digests, end, out _);
        MostDigests = Math.Max(MostDigests, count * DigestInterval / (double)(DigestInterval + RoundTime + now - Math.Max(openedAt, began)));
    }

    internal void CountOpened() => Opened++;

    internal void CountLostPacket() => LostPackets++;
}
