using System.Diagnostics;
using System.Globalization;
using AuthMesh.Simulation.Measuring;
using AuthMesh.Simulation.Scenarios;

namespace AuthMesh.Simulation.Command;

/// <summary>Plays scenarios over a range of seeds, on as many threads as are asked for, and says how far it is and what failed.</summary>
/// <remarks>Each run is a world of its own, so what a seed gives does not depend on how many are played beside it. Results are written one at a time, as they come.</remarks>
public sealed class Campaign(RunOptions options, TextWriter output, TextWriter progress)
{
    private const int ProgressSeconds = 30;
    private readonly Lock _writing = new();
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private double _nextProgress = ProgressSeconds;

    /// <summary>How many runs are done.</summary>
    public long Runs { get; private set; }

    /// <summary>How many of them did not hold.</summary>
    public long Failures { get; private set; }

    private long Planned => (long)options.Scenarios.Count * (options.Seeds.Last - options.Seeds.First + 1);

    /// <summary>Plays all of them.</summary>
    public void Run()
    {
        var runner = new Runner(options, progress);
        if (options.Form == ReportForm.Markdown)
        {
            output.WriteLine(Reports.TableHead);
        }

        foreach (var scenario in options.Scenarios.Select(name => Scenario.Find(name)!))
        {
            Parallel.ForEach(
                Enumerable.Range(options.Seeds.First, options.Seeds.Last - options.Seeds.First + 1),
                new ParallelOptions { MaxDegreeOfParallelism = options.Parallel },
                seed => Take(runner.Run(scenario, seed)));
        }

        if (Planned > 1)
        {
            progress.WriteLine(Sum);
        }
    }

    /// <summary>How far it is, in a line.</summary>
    public string Sum => string.Create(
        CultureInfo.InvariantCulture,
        $"{Runs:N0} of {Planned:N0} runs, seeds {options.Seeds.First}..{options.Seeds.Last}, {Failures} failed, {Runs / _clock.Elapsed.TotalSeconds:N0} a second");

    private void Take(RunResult result)
    {
        lock (_writing)
        {
            Runs++;
            Failures += result.Holds ? 0 : 1;
            switch (options.Form)
            {
                case ReportForm.Json: output.WriteLine(Reports.Json(result)); break;
                case ReportForm.Markdown: output.WriteLine(Reports.TableRow(result)); break;
                case ReportForm.Text when options.Seeds.First == options.Seeds.Last: output.WriteLine(Reports.Describe(result)); break;
            }

            if (!result.Holds)
            {
                progress.WriteLine(Reports.Failure(result, options));
            }

            if (_clock.Elapsed.TotalSeconds >= _nextProgress)
            {
                _nextProgress += ProgressSeconds;
                progress.WriteLine(Sum);
            }
        }
    }
}
