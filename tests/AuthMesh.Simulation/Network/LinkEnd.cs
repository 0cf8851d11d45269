using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;

namespace AuthMesh.Simulation.Network;

/// <summary>One process's end of a link, and what is on its way from here to the other end.</summary>
public sealed class LinkEnd
{
    private const int PacketBytes = 1_400;
    private const int FirstTimeout = 200;
    private readonly SimulatedNetwork _network;
    private readonly Queue<Passing> _underWay = new();
    private readonly Action _arrive;
    private readonly long _openedAt;
    private long _free, _lastArrival, _silentSince = -1;

    /// <summary>Bytes of batches that came twice, as no TCP connection brings them: acknowledged twice, they make the sender believe in so much more room.</summary>
    private long _repeatedPayload;

    private bool _planned;

    /// <summary>A frame on its way.</summary>
    /// <param name="IsCopy">It was sent once and comes twice: the second time it is the network's, and none of what is under way from here.</param>
    private readonly record struct Passing(long At, FrameShape Shape, ReadOnlyMemory<byte> Frame, bool IsCopy);

    internal LinkEnd(SimulatedNetwork network, SimulatedLink link, IProcess process, LinkId id)
    {
        (_network, Link, Process, Id) = (network, link, process, id);
        _arrive = Arrive;
        _openedAt = network.Now;
    }

    /// <summary>The link.</summary>
    public SimulatedLink Link { get; }

    /// <summary>Whose end this is.</summary>
    public IProcess Process { get; }

    /// <summary>The name of the link at this end.</summary>
    public LinkId Id { get; }

    /// <summary>The far end.</summary>
    public LinkEnd Other { get; internal set; } = null!;

    /// <summary>Bytes that were sent from here and have not been read there.</summary>
    public long Backlog { get; private set; }

    /// <summary>The part of <see cref="Backlog"/> that is batches.</summary>
    public long PayloadBacklog { get; private set; }

    /// <summary>Sends a frame. On a link that is gone it does nothing.</summary>
    public void Send(ReadOnlyMemory<byte> frame)
    {
        if (Link.IsBroken)
        {
            return;
        }

        if (_network.Swallows?.Invoke(this) == true)
        {
            return;
        }

        frame = _network.Said(Process, frame);
        var shape = FrameShape.Of(frame.Span);
        Backlog += frame.Length;
        PayloadBacklog += shape.IsPayload ? frame.Length : 0;
        _network.Traffic.CountSent(Process.Number, _network.Now, shape, frame.Length, Backlog);
        if (shape.Kind == Kind.Digest && !_network.HasLied(Process))
        {
            _network.Traffic.CountDigest(this, _openedAt, _network.Now);
        }

        _network.Spread?.OnSent(Process.Number, Other.Process.Number, shape.Payloads);
        _network.Trace.Sent(_network.Now, shape, Process.Number, Other.Process.Number, frame.Span);
        if (PayloadBacklog > Math.Max(_network.PayloadBound, frame.Length) + _repeatedPayload && !_network.HasLied(Process) && !_network.HasLied(Other.Process))
        {
            _network.Overfull?.Invoke(this);
        }

        if (Backlog > _network.Weather.MaxQueuedBytes)
        {
            Link.Break("more waits to be sent than may");
            return;
        }

        Enqueue(shape, frame, isCopy: false);
        if (_network.Happens(_network.Weather.Repeats))
        {
            Enqueue(shape, frame, isCopy: true);
        }
    }

    /// <summary>Plans the arrival: after what is before it, after it has got through the link's bandwidth, and after its lost packets were sent again.</summary>
    private void Enqueue(FrameShape shape, ReadOnlyMemory<byte> frame, bool isCopy)
    {
        var bandwidth = _network.BandwidthOf(Process, Other.Process);
        _free = Math.Max(_free, _network.Leave(Process, frame.Length)) + (bandwidth > 0 ? frame.Length / bandwidth : 0);
        var at = _free + _network.NextLatency(Process, Other.Process) + Losses(frame.Length);
        _lastArrival = Math.Max(at, _lastArrival);
        _underWay.Enqueue(new Passing(_lastArrival, shape, frame, isCopy));
        Plan(_underWay.Peek().At);
    }

    /// <summary>What the packets of a frame that got lost cost: a first repeat after two round trips, then timeouts that double.</summary>
    private long Losses(int bytes)
    {
        var delay = 0L;
        if (_network.Weather.Loss > 0)
        {
            for (var packets = 1 + (bytes / PacketBytes); packets > 0; packets--)
            {
                var lost = 0L;
                for (var attempt = 0; attempt < 8 && _network.Happens(_network.Weather.Loss); attempt++)
                {
                    lost += attempt == 0 ? 4 * _network.NextLatency(Process, Other.Process) : FirstTimeout << (attempt - 1);
                    _network.Traffic.CountLostPacket();
                }

                delay = Math.Max(delay, lost);
            }
        }

        return delay;
    }

    private void Plan(long at)
    {
        if (!_planned)
        {
            _planned = true;
            _network.Events.At(at, _arrive);
        }
    }

    private void Arrive()
    {
        _planned = false;
        if (Other.Process.Frozen || _network.IsCut(Process, Other.Process))
        {
            // What waits in the far host's memory is read when the process thaws; what is lost is sent again by TCP, ever more rarely.
            Plan(_network.Now + (Other.Process.Frozen ? 50 : FirstTimeout));
            return;
        }

        while (!Link.IsBroken && _underWay.TryPeek(out var next) && next.At <= _network.Now)
        {
            _underWay.Dequeue();
            if (_underWay.Count > 0 && _network.Happens(_network.Weather.Swaps))
            {
                HandOver(_underWay.Dequeue());
            }

            HandOver(next);
        }

        if (_underWay.Count > 0)
        {
            Plan(_underWay.Peek().At);
        }
    }

    private void HandOver(in Passing passing)
    {
        var bytes = passing.Frame.Length;
        var payload = passing.Shape.IsPayload ? bytes : 0;
        if (passing.IsCopy)
        {
            _repeatedPayload += payload;
        }
        else
        {
            Backlog -= bytes;
            PayloadBacklog -= payload;
        }

        _network.Spread?.OnArrived(Process.Number, Other.Process.Number, passing.Shape.Payloads);
        Other.Process.OnFrame(Other.Id, passing.Frame);
    }

    /// <summary>The far end gives this one up when it has been silent for too long.</summary>
    internal void Listen()
    {
        var silent = Process.Frozen || _network.IsCut(Process, Other.Process);
        if (!silent)
        {
            _silentSince = -1;
        }
        else if (_silentSince < 0)
        {
            var since = _silentSince = _network.Now;
            _network.Events.At(since + _network.NextSilence(), () => GiveUp(since));
        }
    }

    private void GiveUp(long since)
    {
        if (_silentSince == since)
        {
            Link.Break($"no sign of life of node {Process.Number}");
        }
    }

    internal void Discard()
    {
        _underWay.Clear();
        Backlog = PayloadBacklog = 0;
    }
}
