using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Strategies;

/// <summary>A process that spreads updates in a naive way. What it holds outlives it.</summary>
internal sealed class NaiveMember(NaivePopulation population, int number) : IMember
{
    private const int Timeout = 1_000, FanOut = 8;
    private readonly HashSet<ulong> _held = [];
    private readonly Dictionary<int, LinkEnd> _links = [];
    private readonly List<(LinkId Link, ReadOnlyMemory<byte> Frame)> _waiting = [];
    private readonly Dictionary<(int Peer, ulong Update), long> _unacknowledged = [];
    private bool _frozen;
    private int _life;

    public int Number { get; } = number;

    public bool IsUp { get; private set; }

    public int Held => _held.Count;

    private SimulatedNetwork Network => population.Network;

    public bool Frozen
    {
        get => _frozen;
        set
        {
            _frozen = value && IsUp;
            Network.OnFrozen(this);
            foreach (var (link, frame) in _frozen ? [] : _waiting.ToList())
            {
                OnFrame(link, frame);
            }

            _waiting.Clear();
        }
    }

    public void Start()
    {
        IsUp = true;
        Network.OnStarted(this);
        Repeat(++_life);
    }

    public void Crash(bool withItsHost = false)
    {
        IsUp = _frozen = false;
        Network.OnDied(this, withItsHost);
        _links.Clear();
    }

    public void Write()
    {
        var update = population.NextUpdate();
        _held.Add(update);
        Network.Spread?.OnWritten(Number, update, Network.Now);
        Spread(update);
    }

    public void OnOpened(LinkEnd end, bool dialled) => _links[end.Other.Process.Number] = end;

    public void OnClosed(LinkEnd end, string reason)
    {
        if (_links.GetValueOrDefault(end.Other.Process.Number) == end)
        {
            _links.Remove(end.Other.Process.Number);
        }
    }

    public void OnDialFailed(IProcess peer, string reason)
    {
    }

    public void OnFrame(LinkId link, ReadOnlyMemory<byte> frame)
    {
        if (_frozen)
        {
            _waiting.Add((link, frame));
            return;
        }

        var (update, from, isAcknowledgement) = NaiveFrame.Read(frame.Span);
        if (isAcknowledgement)
        {
            _unacknowledged.Remove((from, update));
            return;
        }

        if (population.Kind == NaiveKind.Resend && _links.TryGetValue(from, out var back))
        {
            back.Send(NaiveFrame.Acknowledgement(update, Number));
        }

        if (_held.Add(update))
        {
            Network.Spread?.OnApplied(Number, update, Network.Now);
            if (population.Kind == NaiveKind.Gossip)
            {
                Spread(update);
            }
        }
    }

    private void Spread(ulong update)
    {
        if (population.Kind == NaiveKind.Resend)
        {
            foreach (var peer in population.Naive.Where(p => p != this))
            {
                _unacknowledged[(peer.Number, update)] = Network.Now;
                Send(peer.Number, update);
            }

            return;
        }

        for (var copies = 0; copies < FanOut; copies++)
        {
            Send(population.Next(population.Naive.Count), update);
        }
    }

    private void Send(int peer, ulong update)
    {
        if (_links.TryGetValue(peer, out var end))
        {
            end.Send(NaiveFrame.Update(update, Number));
        }
    }

    /// <summary>Every second: dials whom it is not linked with, and sends again what was not acknowledged.</summary>
    private void Repeat(int life)
    {
        if (!IsUp || life != _life)
        {
            return;
        }

        if (!_frozen)
        {
            foreach (var peer in population.Naive.Where(p => p.Number > Number && !_links.ContainsKey(p.Number)))
            {
                Network.Dial(this, peer);
            }

            foreach (var (peer, update) in _unacknowledged.Where(u => u.Value <= Network.Now - Timeout).Select(u => u.Key).ToList())
            {
                _unacknowledged[(peer, update)] = Network.Now;
                Send(peer, update);
            }
        }

        Network.Events.At(Network.Now + Timeout, () => Repeat(life));
    }
}
