using System.Globalization;
using AuthMesh.Simulation.Scenarios;
using AuthMesh.Simulation.Strategies;

namespace AuthMesh.Simulation.Command;

/// <summary>What to run, as the command line says it.</summary>
public sealed record RunOptions
{
    /// <summary>How to call the program.</summary>
    public static string Usage { get; } = $"""
        dotnet run -c Release --project tests/AuthMesh.Simulation -- [options]

          --nodes N          how many nodes (default 10)
          --updates N        how many updates in all (default 500)
          --writers N        how many nodes write (default 25, at most all)
          --rate N           updates a second where the scenario does not set the pace (default 100)
          --scenario NAME    {string.Join(", ", Scenario.All.Select(s => s.Name))}; or all
          --strategy NAME    {string.Join(", ", Simulation.Strategies.Strategy.Names)}: this protocol, or a naive one on the same network (default mesh)
          --seed N           (default 1)
          --seeds A..B       one run for each seed; prints the failing ones, how far it is every half minute, and the sum
          --parallel N       so many runs at a time, for many seeds (default 1); what a seed gives does not depend on it
          --json             one JSON object a run, one a line
          --table            a Markdown table, one row a run
          --trace N          lines of trace to print when a run fails (default 60)

        Exit code: 0 when every checker and every bound of every run holds, 1 when one does not, 2 when the call is wrong.
        """;

    /// <summary>How many nodes.</summary>
    public int Nodes { get; init; } = 10;

    /// <summary>How many updates in all.</summary>
    public int Updates { get; init; } = 500;

    /// <summary>How many nodes write.</summary>
    public int Writers { get; init; } = 25;

    /// <summary>Updates a second.</summary>
    public int Rate { get; init; } = 100;

    /// <summary>The names of the scenarios to run.</summary>
    public IReadOnlyList<string> Scenarios { get; init; } = ["steady"];

    /// <summary>The name of the strategy.</summary>
    public string Strategy { get; init; } = "mesh";

    /// <summary>The first and the last seed.</summary>
    public (int First, int Last) Seeds { get; init; } = (1, 1);

    /// <summary>How many runs are played at a time.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>Which form the results have.</summary>
    public ReportForm Form { get; init; }

    /// <summary>Lines of trace after a failure.</summary>
    public int TraceLines { get; init; } = 60;

    /// <summary>Reads the arguments; null and what is wrong when they cannot be read.</summary>
    public static RunOptions? Parse(IReadOnlyList<string> arguments, out string? error)
    {
        var options = new RunOptions();
        error = null;
        for (var i = 0; i < arguments.Count && error is null; i++)
        {
            var name = arguments[i];
            if (name is "--json" or "--table")
            {
                options = options with { Form = name == "--json" ? ReportForm.Json : ReportForm.Markdown };
                continue;
            }

            var value = ++i < arguments.Count ? arguments[i] : "";
            (options, error) = options.With(name, value);
        }

        return error is null ? options : null;
    }

    private (RunOptions, string?) With(string name, string value)
    {
        var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        return name switch
        {
            "--nodes" when isNumber && number >= 2 => (this with { Nodes = number }, null),
            "--updates" when isNumber && number >= 1 => (this with { Updates = number }, null),
            "--writers" when isNumber && number >= 1 => (this with { Writers = number }, null),
            "--rate" when isNumber && number >= 1 => (this with { Rate = number }, null),
            "--parallel" when isNumber && number is >= 1 and <= 256 => (this with { Parallel = number }, null),
            "--trace" when isNumber => (this with { TraceLines = number }, null),
            "--seed" when isNumber => (this with { Seeds = (number, number) }, null),
            "--seeds" when ReadRange(value) is { } range => (this with { Seeds = range }, null),
            "--scenario" when value == "all" => (this with { Scenarios = [.. Scenario.All.Select(s => s.Name)] }, null),
            "--scenario" when Scenario.Find(value) is not null => (this with { Scenarios = [value] }, null),
            "--strategy" when Simulation.Strategies.Strategy.Names.Contains(value) => (this with { Strategy = value }, null),
            _ => (this, $"'{name} {value}' is not understood."),
        };
    }

    private static (int, int)? ReadRange(string value)
    {
        var parts = value.Split("..");
        return parts.Length == 2 && int.TryParse(parts[0], out var first) && int.TryParse(parts[1], out var last) && 0 <= first && first <= last ? (first, last) : null;
    }
}

/// <summary>Which form results have.</summary>
public enum ReportForm
{
    /// <summary>A table to read, for each run.</summary>
    Text,

    /// <summary>One JSON object a run.</summary>
    Json,

    /// <summary>One row of a Markdown table a run.</summary>
    Markdown,
}
