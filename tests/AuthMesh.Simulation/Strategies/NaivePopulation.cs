using AuthMesh.Simulation.Network;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Strategies;

/// <summary>Processes that spread updates as one would at first: everybody is linked with everybody, and nobody counts the cost.</summary>
public sealed class NaivePopulation : IPopulation
{
    private readonly List<NaiveMember> _members = [];
    private readonly HashSet<ulong> _written = [];
    private readonly Random _random;

    internal NaivePopulation(int seed, int nodes, NaiveKind kind, Weather weather)
    {
        _random = new Random(seed);
        Kind = kind;
        Network = new SimulatedNetwork(_random.Next()) { Weather = weather };
        while (_members.Count < nodes)
        {
            Admit();
        }
    }

    /// <inheritdoc/>
    public SimulatedNetwork Network { get; }

    /// <inheritdoc/>
    public IReadOnlyList<IMember> Members => _members;

    /// <inheritdoc/>
    public long Accepted => _written.Count;

    internal NaiveKind Kind { get; }

    /// <inheritdoc/>
    public IMember Admit()
    {
        var member = new NaiveMember(this, _members.Count);
        _members.Add(member);
        member.Start();
        return member;
    }

    /// <inheritdoc/>
    public bool InStep() => _members.TrueForAll(m => !m.IsUp || m.Held == _written.Count);

    /// <inheritdoc/>
    /// <remarks>Nothing is promised, so nothing is checked: what is missing is counted.</remarks>
    public void CheckEnd()
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    internal IReadOnlyList<NaiveMember> Naive => _members;

    internal int Next(int limit) => _random.Next(limit);

    /// <summary>A new update: a number that stands for it, as the first bytes of a signature do elsewhere.</summary>
    internal ulong NextUpdate()
    {
        var update = (ulong)_random.NextInt64(1, long.MaxValue);
        _written.Add(update);
        return update;
    }
}

/// <summary>Which naive way.</summary>
internal enum NaiveKind
{
    /// <summary>Send to everybody; send again what was not acknowledged within a second.</summary>
    Resend,

    /// <summary>Send to a fixed number of random peers; whoever hears of an update for the first time does the same.</summary>
    Gossip,
}
