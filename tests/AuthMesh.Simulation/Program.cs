using AuthMesh.Simulation.Command;
using AuthMesh.Simulation.Scenarios;

if (RunOptions.Parse(args, out var error) is not { } options)
{
    Console.Error.WriteLine(error);
    Console.Error.WriteLine(RunOptions.Usage);
    return 2;
}

var runner = new Runner(options);
var (runs, failures) = (0, 0);
if (options.Form == ReportForm.Markdown)
{
    Console.WriteLine(Reports.TableHead);
}

foreach (var scenario in options.Scenarios)
{
    for (var seed = options.Seeds.First; seed <= options.Seeds.Last; seed++)
    {
        var result = runner.Run(Scenario.Find(scenario)!, seed);
        runs++;
        failures += result.Holds ? 0 : 1;
        switch (options.Form)
        {
            case ReportForm.Json: Console.WriteLine(Reports.Json(result)); break;
            case ReportForm.Markdown: Console.WriteLine(Reports.TableRow(result)); break;
            case ReportForm.Text when options.Seeds.First == options.Seeds.Last: Console.WriteLine(Reports.Describe(result)); break;
        }

        if (!result.Holds)
        {
            Console.Error.WriteLine(Reports.Failure(result, options));
        }
    }
}

if (runs > 1)
{
    Console.Error.WriteLine($"{runs} runs, {failures} failed");
}

return failures == 0 ? 0 : 1;
