using System.Runtime.InteropServices;

namespace AuthMesh.Simulation.Measuring;

/// <summary>How every batch that is written spreads: who sends it to whom, how often, over how many links, and when everybody has it.</summary>
/// <remarks>Batches that were written before are passed over.</remarks>
public sealed class Spread
{
    private readonly Dictionary<ulong, int> _numbers = [];
    private readonly List<Payload> _payloads = [];
    private readonly Dictionary<int, Receiver> _receivers = [];
    private readonly Dictionary<(int From, int To), BitSet> _sent = [];
    private readonly HashSet<int> _apart = [];

    private sealed class Payload(int origin, long at, int expected)
    {
        public int Origin { get; } = origin;

        public long At { get; } = at;

        /// <summary>How many nodes shall get it.</summary>
        public int Expected { get; } = expected;

        public int Applied { get; set; }

        public long LastAt { get; set; }
    }

    private sealed class Receiver
    {
        public BitSet Arrived { get; } = new();

        /// <summary>By number: over how many links the first copy came.</summary>
        public List<byte> Hops { get; } = [];
    }

    /// <summary>Copies that arrived, the first and all others.</summary>
    public long Deliveries { get; private set; }

    /// <summary>Copies that arrived where one had arrived before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Copies that a node sent to a node to which it had sent one before.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Over how many links first copies came.</summary>
    public Histogram Hops { get; } = new();

    /// <summary>Milliseconds from write to application, for each batch and node.</summary>
    public Histogram Each { get; } = new();

    /// <summary>Parts <see cref="Each"/> by when a batch was written: before this time, or from then on.</summary>
    public long Turn { get; set; } = long.MaxValue;

    /// <summary>Of <see cref="Each"/> what was written before the turn.</summary>
    public Histogram BeforeTurn { get; } = new();

    /// <summary>Of <see cref="Each"/> what was written at the turn or after it.</summary>
    public Histogram AfterTurn { get; } = new();

    /// <summary>How many nodes there are to get a batch, beside its author.</summary>
    public int Receivers { get; set; }

    /// <summary>How many batches were written.</summary>
    public int Batches => _payloads.Count;

    /// <summary>How many batches did not reach everybody yet who is not apart.</summary>
    public int Unfinished => _payloads.Count(p => p.Applied < p.Expected);

    /// <summary>Leaves nodes out of times and of what is expected; their copies still count.</summary>
    public void SetApart(IEnumerable<int> nodes) => _apart.UnionWith(nodes);

    /// <summary>Milliseconds from write to application at the last node, for each batch that reached all and was not written before some time.</summary>
    public Histogram ToAll(long since = 0)
    {
        var times = new Histogram();
        foreach (var payload in _payloads.Where(p => p.Applied >= p.Expected && p.At >= since))
        {
            times.Add(payload.LastAt - payload.At);
        }

        return times;
    }

    internal void OnWritten(int origin, ulong payload, long now)
    {
        if (_numbers.TryAdd(payload, _payloads.Count))
        {
            _payloads.Add(new Payload(origin, now, Receivers - _apart.Count(a => a != origin)) { LastAt = now });
            Of(origin).Arrived.Add(_payloads.Count - 1);
        }
    }

    internal void OnSent(int from, int to, ulong[] payloads)
    {
        foreach (var payload in payloads)
        {
            if (_numbers.TryGetValue(payload, out var number))
            {
                ref var sent = ref CollectionsMarshal.GetValueRefOrAddDefault(_sent, (from, to), out _);
                Retransmissions += (sent ??= new BitSet()).Add(number) ? 0 : 1;
            }
        }
    }

    internal void OnArrived(int from, int to, ulong[] payloads)
    {
        foreach (var payload in payloads)
        {
            if (!_numbers.TryGetValue(payload, out var number))
            {
                continue;
            }

            Deliveries++;
            var receiver = Of(to);
            if (!receiver.Arrived.Add(number))
            {
                Duplicates++;
                continue;
            }

            var hops = (byte)Math.Min(255, HopsOf(from, number) + 1);
            CollectionsMarshal.SetCount(receiver.Hops, Math.Max(receiver.Hops.Count, number + 1));
            receiver.Hops[number] = hops;
            Hops.Add(hops);
        }
    }

    internal void OnApplied(int node, ulong payload, long now)
    {
        if (_numbers.TryGetValue(payload, out var number) && _payloads[number] is var item && item.Origin != node && !_apart.Contains(node))
        {
            Each.Add(now - item.At);
            (item.At < Turn ? BeforeTurn : AfterTurn).Add(now - item.At);
            item.Applied++;
            item.LastAt = now;
        }
    }

    private int HopsOf(int node, int number) => Of(node).Hops is var hops && number < hops.Count ? hops[number] : 0;

    private Receiver Of(int node)
    {
        ref var receiver = ref CollectionsMarshal.GetValueRefOrAddDefault(_receivers, node, out _);
        return receiver ??= new Receiver();
    }
}
