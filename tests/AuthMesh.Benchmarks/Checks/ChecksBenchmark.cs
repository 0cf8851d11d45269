using System.Diagnostics;
using System.Globalization;
using AuthMesh.Core.Decisions;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>Checks in process, full semantics, one thread; beside them, over the same data and questions, the SQLite query.</summary>
internal static class ChecksBenchmark
{
    private const int Rounds = 40, PieceLength = 1024;

    public static Task RunAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var mix = CheckMix.Roles(roles: 1_000, rules: 10_000, users: 100_000);
        var measured = Run(mix);
        var rawSmall = Raw(names: 111_000, roles: 1_000, measured);
        var sqlite = SqliteChecks.Measure(mix);
        Console.WriteLine($"  the same as a recursive SQLite query   {sqlite:N0} checks a second; ratio {measured / sqlite:0}");
        var large = Run(CheckMix.Roles(roles: 10_000, rules: 1_000_000, users: 100_000));
        var rawLarge = Raw(names: 1_110_000, roles: 10_000, large);
        Console.WriteLine($"  a hundred times the rules cost {measured / large:0.0} times as much; memory alone {rawSmall / rawLarge:0.0} times");
        Run(CheckMix.Paths(teams: 1_000, users: 100_000));
        Run(CheckMix.Nested(depth: 10, users: 10_000));
        Run(CheckMix.Conditions(users: 10_000));
        Console.WriteLine("aims: 2,000,000 checks a second on the mix, p99 < 2 µs, nothing allocated, ≤ 200 bytes a record, within twice at a million rules");
        return Task.CompletedTask;
    }

    /// <returns>Checks a second.</returns>
    private static double Run(CheckMix mix)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var index = DecisionIndex.Build(mix.Records);
        var inventory = Inventory.Build(mix.Records.Select(record => record.Key), index);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(inventory);
        var records = mix.Records.Count();

        var fastest = Fastest(mix.Questions.Length, (from, count) => Ask(index, mix, from, count));
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        Ask(index, mix, 0, mix.Questions.Length);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var single = AskOneByOne(index, mix);
        var perSecond = mix.Questions.Length / fastest.TotalSeconds;
        Console.WriteLine(mix.Name);
        Console.WriteLine($"  {perSecond:N0} checks a second   p50 {single[single.Length / 2]:0} ns   p99 {single[single.Length * 99 / 100]:0} ns   " +
            $"{(double)allocated / mix.Questions.Length:0.##} bytes allocated a check   {(double)held / records:0} bytes a record with the inventory ({records:N0} records)");
        return perSecond;
    }

    /// <returns>How often a second memory could do what a check asks of it.</returns>
    private static double Raw(int names, int roles, double measured)
    {
        const int questions = 1 << 14;
        var perSecond = questions / Fastest(questions, new RawTouches(names, roles, questions).Ask).TotalSeconds;
        Console.WriteLine($"  the touches of memory alone   {perSecond:N0} checks a second; ratio {measured / perSecond:0.00}");
        return perSecond;
    }

    /// <summary>All questions, each piece of them at its best: what else runs on the machine is not what is asked for here. Between its rounds all other questions are asked.</summary>
    private static TimeSpan Fastest(int questions, Func<int, int, TimeSpan> ask)
    {
        var best = Enumerable.Repeat(TimeSpan.MaxValue, questions / PieceLength).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var piece = 0; piece < best.Length; piece++)
            {
                var took = ask(piece * PieceLength, PieceLength);
                best[piece] = took < best[piece] ? took : best[piece];
            }
        }

        return best.Aggregate((sum, one) => sum + one);
    }

    private static TimeSpan Ask(DecisionIndex index, CheckMix mix, int from, int count)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (ref readonly var question in mix.Questions.AsSpan(from, count))
        {
            if (index.IsAllowed(question.Request, instant: 1) != question.Expected)
            {
                throw new InvalidOperationException($"{question.Request} must be answered {question.Expected}.");
            }
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Nanoseconds of each, in order; the time that looking at the clock takes, some 25 ns, is in them.</summary>
    private static double[] AskOneByOne(DecisionIndex index, CheckMix mix)
    {
        var took = new double[mix.Questions.Length];
        var at = 0;
        foreach (var (request, _) in mix.Questions)
        {
            var began = Stopwatch.GetTimestamp();
            index.IsAllowed(request, instant: 1);
            took[at++] = (Stopwatch.GetTimestamp() - began) * 1e9 / Stopwatch.Frequency;
        }

        Array.Sort(took);
        return took;
    }
}
