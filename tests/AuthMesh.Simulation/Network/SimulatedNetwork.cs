using System.Runtime.InteropServices;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Network;

/// <summary>Connects processes by links that behave like TCP, under weather and faults that a seed gives.</summary>
public sealed class SimulatedNetwork(int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<SimulatedLink> _links = [];
    private readonly HashSet<(int From, int To)> _cuts = [];
    private readonly Dictionary<(int, int), int> _slow = [];
    private readonly HashSet<int> _gone = [];
    private readonly Dictionary<int, int> _handshakes = [];
    private readonly Dictionary<int, double> _uplinks = [];
    private readonly HashSet<int> _lied = [];
    private long _lastLink;

    /// <summary>Logical time.</summary>
    public EventQueue Events { get; } = new();

    /// <summary>How good the network is.</summary>
    public Weather Weather { get; set; } = new();

    /// <summary>What goes over the wires.</summary>
    public Traffic Traffic { get; set; } = new();

    /// <summary>How payloads spread; null when nobody wants to know.</summary>
    public Spread? Spread { get; set; }

    /// <summary>What happened, as a hash and as the last events.</summary>
    public Trace Trace { get; } = new();

    /// <summary>Called with what goes beyond a bound.</summary>
    public Action<LinkEnd>? Overfull { get; set; }

    /// <summary>Says which frames vanish on a link that lives, as no TCP does but a fault on either side of it might; null for none.</summary>
    public Func<LinkEnd, bool>? Swallows { get; set; }

    /// <summary>Processes that lie: now and then they damage what they send.</summary>
    public HashSet<int> Liars { get; } = [];

    /// <summary>The bytes of payload that may be under way on a link, each way.</summary>
    public long PayloadBound { get; set; } = long.MaxValue;

    /// <summary>Milliseconds since the beginning.</summary>
    public long Now => Events.Now;

    /// <summary>The live links.</summary>
    public IReadOnlyList<SimulatedLink> Links => _links;

    /// <summary>One process connects to another. Ends in an open link or a failed dial.</summary>
    public void Dial(IProcess from, IProcess to)
    {
        Traffic.CountDial(from.Number, to.Number, Now);
        Trace.Note(Now, "dial", from.Number, to.Number);
        var roundTrip = NextLatency(from, to) + NextLatency(to, from);
        var handshakes = _handshakes.GetValueOrDefault(to.Number);
        if (IsDark(from, to))
        {
            Events.At(Now + Weather.DialTimeout, () => from.OnDialFailed(to, "no answer"));
        }
        else if (!to.IsUp || handshakes >= Weather.MaxHandshakes)
        {
            Events.At(Now + roundTrip, () => from.OnDialFailed(to, to.IsUp ? "too busy" : "connection refused"));
        }
        else
        {
            _handshakes[to.Number] = handshakes + 1;
            Events.At(Now + (2 * roundTrip), () => FinishDial(from, to));
        }
    }

    private void FinishDial(IProcess from, IProcess to)
    {
        _handshakes[to.Number]--;
        if (!from.IsUp)
        {
            return;
        }

        if (!to.IsUp || IsDark(from, to))
        {
            from.OnDialFailed(to, "the handshake came to nothing");
            return;
        }

        var link = new SimulatedLink(this, from, to, new LinkId(++_lastLink), new LinkId(++_lastLink));
        _links.Add(link);
        Traffic.CountOpened();
        Trace.Note(Now, "open", from.Number, to.Number);
        link.Open();
    }

    /// <summary>Cuts or mends the way between two groups. Links live on until their ends miss each other, unless it is noticed at once.</summary>
    public void Cut(IEnumerable<IProcess> some, IEnumerable<IProcess> others, bool cut = true, bool oneWay = false, bool noticed = false)
    {
        var right = others.ToList();
        foreach (var a in some)
        {
            foreach (var b in right)
            {
                Set(a, b);
                if (!oneWay)
                {
                    Set(b, a);
                }
            }
        }

        foreach (var link in _links.ToArray())
        {
            if (cut && noticed && (IsCut(link.Dialler.Process, link.Acceptor.Process) || IsCut(link.Acceptor.Process, link.Dialler.Process)))
            {
                link.Break("the network is cut");
            }
            else
            {
                link.Listen();
            }
        }

        void Set(IProcess from, IProcess to) => _ = cut ? _cuts.Add((from.Number, to.Number)) : _cuts.Remove((from.Number, to.Number));
    }

    /// <summary>True when nothing gets from the one to the other.</summary>
    public bool IsCut(IProcess from, IProcess to) => _cuts.Count > 0 && _cuts.Contains((from.Number, to.Number));

    /// <summary>Lets a pair have so many bytes a millisecond, each way; 0 for as much as the others.</summary>
    public void Slow(IProcess a, IProcess b, int bandwidth) => _slow[Pair(a, b)] = bandwidth;

    /// <summary>A process has frozen or thawed.</summary>
    public void OnFrozen(IProcess process)
    {
        Trace.Note(Now, process.Frozen ? "freeze" : "thaw", process.Number, -1);
        foreach (var link in _links.Where(l => l.Joins(process)).ToList())
        {
            link.Listen();
        }
    }

    /// <summary>A process has died. Its peers are told by its host, unless that has died, too.</summary>
    public void OnDied(IProcess process, bool withItsHost)
    {
        Trace.Note(Now, "die", process.Number, -1);
        if (withItsHost)
        {
            _gone.Add(process.Number);
        }

        foreach (var link in _links.Where(l => l.Joins(process)).ToList())
        {
            if (withItsHost)
            {
                Events.At(Now + NextSilence(), () => link.Break("no sign of life"));
            }
            else
            {
                link.Break("the process died");
            }
        }
    }

    /// <summary>A process is there again.</summary>
    public void OnStarted(IProcess process)
    {
        Trace.Note(Now, "start", process.Number, -1);
        _gone.Remove(process.Number);
    }

    /// <summary>Breaks a link at random, if there is any.</summary>
    public void BreakSomeLink()
    {
        if (_links.Count > 0)
        {
            _links[_random.Next(_links.Count)].Break("bad luck");
        }
    }

    /// <summary>A number from 0 up to, but not including, <paramref name="limit"/>, from the run's own random source.</summary>
    public int Next(int limit) => _random.Next(limit);

    /// <summary>True with this probability; takes a random number only when it is neither 0 nor 1.</summary>
    public bool Happens(double probability) => probability > 0 && (probability >= 1 || _random.NextDouble() < probability);

    /// <summary>True when a process has sent damaged frames, which may have said that it has read what it has not.</summary>
    internal bool HasLied(IProcess process) => _lied.Contains(process.Number);

    /// <summary>What a process sends in the place of a frame: the frame, unless it is a liar.</summary>
    internal ReadOnlyMemory<byte> Said(IProcess process, ReadOnlyMemory<byte> frame)
    {
        if (Liars.Count == 0 || !Liars.Contains(process.Number) || frame.IsEmpty || Next(4) != 0)
        {
            return frame;
        }

        var lie = frame.ToArray();
        for (var hits = 1 + Next(3); hits > 0; hits--)
        {
            lie[Next(lie.Length)] = (byte)Next(256);
        }

        _lied.Add(process.Number);
        return lie;
    }

    /// <summary>After how long a peer that stops now is given up on a link: it last showed that it lives within a ping's interval.</summary>
    internal long NextSilence() => Weather.Silence - _random.Next(Weather.PingInterval);

    internal long NextLatency(IProcess from, IProcess to) => _random.Next(Weather.Latency.Min, Weather.Latency.Max + 1) + Weather.Between(from.Number, to.Number);

    /// <summary>When a frame has left its process, whose links share what it can send.</summary>
    internal long Leave(IProcess process, int bytes)
    {
        if (Weather.Uplink == 0)
        {
            return Now;
        }

        ref var free = ref CollectionsMarshal.GetValueRefOrAddDefault(_uplinks, process.Number, out _);
        free = Math.Max(free, Now) + (bytes / (double)Weather.Uplink);
        return (long)free;
    }

    internal int BandwidthOf(IProcess a, IProcess b) => _slow.Count > 0 && _slow.TryGetValue(Pair(a, b), out var slow) && slow > 0 ? slow : Weather.Bandwidth;

    internal void Forget(SimulatedLink link, string reason)
    {
        Trace.Note(Now, $"break: {reason}", link.Dialler.Process.Number, link.Acceptor.Process.Number);
        _links.Remove(link);
    }

    /// <summary>True when a dial will not even be refused.</summary>
    private bool IsDark(IProcess from, IProcess to) => to.Frozen || _gone.Contains(to.Number) || IsCut(from, to) || IsCut(to, from);

    private static (int, int) Pair(IProcess a, IProcess b) => (Math.Min(a.Number, b.Number), Math.Max(a.Number, b.Number));
}
