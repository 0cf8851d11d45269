using AuthMesh.Simulation.Command;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Network;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Where a scenario plays: a population that is in step, updates to write, and what is measured meanwhile.</summary>
public sealed class Stage
{
    private const int PollInterval = 50;
    private readonly Random _random;
    private readonly int _writers;

    internal Stage(IPopulation population, int seed, RunOptions options)
    {
        Population = population;
        Wanted = options.Nodes;
        Updates = options.Updates;
        Rate = options.Rate;
        _writers = options.Writers;
        _random = new Random(seed);
    }

    /// <summary>Who plays.</summary>
    public IPopulation Population { get; }

    /// <summary>What connects them.</summary>
    public SimulatedNetwork Network => Population.Network;

    /// <summary>The processes, by number.</summary>
    public IReadOnlyList<IMember> Members => Population.Members;

    /// <summary>How many members there shall be in the end, where the scenario lets them in.</summary>
    public int Wanted { get; }

    /// <summary>Those who write, spread evenly over the members.</summary>
    public IEnumerable<IMember> Writers => Enumerable.Range(0, Math.Min(_writers, Members.Count)).Select(WriterAt);

    /// <summary>How many updates the scenario is to write.</summary>
    public int Updates { get; }

    /// <summary>Updates a second, where the scenario does not set the pace.</summary>
    public int Rate { get; }

    /// <summary>Milliseconds that the updates take at that rate.</summary>
    public long Duration => Math.Max(1_000, Updates * 1_000L / Rate);

    /// <summary>What the scenario itself has measured, by name.</summary>
    public SortedDictionary<string, double> Observed { get; } = new(StringComparer.Ordinal);

    /// <summary>How what is written from now on spreads.</summary>
    public Spread Spread => Network.Spread!;

    /// <summary>Logical time.</summary>
    public long Now => Network.Now;

    /// <summary>Has every writer write, so that trees form and incarnations are settled.</summary>
    public void WarmUp()
    {
        Write(3 * Math.Min(_writers, Members.Count), 3_000);
        Settle(120_000);
        Run(10_000);
    }

    /// <summary>Measures anew.</summary>
    public void Begin()
    {
        Network.Traffic = new Traffic(Now);
        Network.Spread = new Spread { Receivers = Members.Count - 1 };
    }

    /// <summary>Watches from now on whom nodes show as down; null where they show nothing.</summary>
    public ShownDown? Watch() => Population is SimulatedMesh mesh ? new ShownDown(mesh) : null;

    /// <summary>Lets time pass.</summary>
    public void Run(long milliseconds) => Network.Events.RunTo(Now + milliseconds);

    /// <summary>Has updates written over a time, evenly but for some jitter, by writers that are up.</summary>
    public void Write(int updates, long milliseconds)
    {
        Plan(updates, milliseconds);
        Run(milliseconds);
    }

    /// <summary>Plans updates for the next so many milliseconds, and goes on at once.</summary>
    /// <param name="by">Which of the writers write them; null for all.</param>
    public void Plan(int updates, long milliseconds, Func<IMember, bool>? by = null)
    {
        for (var i = 0; i < updates; i++)
        {
            var at = Now + (milliseconds * i / updates) + _random.Next((int)Math.Max(1, milliseconds / updates));
            Network.Events.At(at, () => Writer(by)?.Write());
        }
    }

    /// <summary>Lets time pass until all are up and have the same; false when they do not within that time.</summary>
    public bool Settle(long milliseconds)
    {
        var end = Now + milliseconds;
        while (Now < end)
        {
            Run(PollInterval);
            if (Members.All(m => m.IsUp) && Population.InStep())
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>So many different members, at random; the first one, which lets newcomers in, is not among them.</summary>
    public IReadOnlyList<IMember> Some(int count)
    {
        var others = Members.Skip(1).ToArray();
        _random.Shuffle(others);
        return others[..Math.Min(count, others.Length)];
    }

    /// <summary>A number from 0 up to, but not including, <paramref name="limit"/>.</summary>
    public int Next(int limit) => _random.Next(limit);

    /// <summary>One of the writers, spread evenly over the members; null when none that was tried is up.</summary>
    private IMember? Writer(Func<IMember, bool>? by)
    {
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var member = WriterAt(_random.Next(Math.Min(_writers, Members.Count)));
            if (member is { IsUp: true, Frozen: false } && (by is null || by(member)))
            {
                return member;
            }
        }

        return null;
    }

    private IMember WriterAt(int place) => Members[(int)((long)place * Members.Count / Math.Min(_writers, Members.Count))];
}
