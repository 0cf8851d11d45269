using System.Diagnostics;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.Benchmarks.Http;

/// <summary>What a node's answer costs beyond Kestrel and JSON: questions on kept-alive connections, at a node and at a plain endpoint in turn.</summary>
internal static class HttpBenchmark
{
    private const int Connections = 16, WarmUp = 5, Rounds = 8, BatchSize = 100, Batches = 2_000, Users = 1_000;
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(1.5);

    public static async Task RunAsync()
    {
        await using var node = await NodeProcess.StartAsync(new NodeSettings { Environment = SameCollector });
        await TestMesh.EventuallyAsync(async () => (await node.Client.GetStatusAsync("default")).Ready);
        await node.Client.WriteAsync("default", new TransactionRequest(
        [
            .. Enumerable.Range(0, Users).Select(user => new PutMembership($"user:{user}", $"group:{user % 10}")),
            .. Enumerable.Range(0, 10).Select(group => new PutEntry(Effect.Allow, $"group:{group}", "read", $"doc:/{group}/*")),
        ]));
        var token = (await node.Client.CreateTokenAsync(TokenScope.Check, "benchmark")).Token;

        using var plain = StartPlain();
        var plainUrl = new Uri((await plain.StandardOutput.ReadLineAsync())!);
        var ours = new HttpFigures("node", () => node.ProcessorTime);
        var theirs = new HttpFigures("plain endpoint", () =>
        {
            plain.Refresh();
            return plain.TotalProcessorTime;
        });
        for (var round = -WarmUp; round < Rounds; round++)
        {
            await ours.TakeAsync(() => AskForAWhileAsync(node.Console, token), isCounted: round >= 0);
            await theirs.TakeAsync(() => AskForAWhileAsync(plainUrl, token), isCounted: round >= 0);
        }

        plain.StandardInput.Close();
        await plain.WaitForExitAsync();
        Console.WriteLine(ours);
        Console.WriteLine(theirs);
        Console.WriteLine($"ratio             {ours.RateAgainst(theirs):0.00} of the requests (the middle of {Rounds} pairs of rounds), {theirs.ProcessorTimeAgainst(ours):0.00} by processor time; {Connections} connections");
        await MeasureBatchAsync(node.Console, token);
    }

    /// <summary>A web project takes the server's garbage collector, this one does not: both processes get the same.</summary>
    private static Dictionary<string, string> SameCollector => new() { ["DOTNET_gcServer"] = "0" };

    private static Process StartPlain()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [PlainEndpoint.Argument]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (key, value) in SameCollector)
        {
            start.Environment[key] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<List<TimeSpan>> AskForAWhileAsync(Uri server, string token)
    {
        var until = Stopwatch.GetTimestamp() + (long)(_round.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, Connections).Select(number => Task.Run(() => AskAsync(server, token, number, until))));
        return [.. all.SelectMany(samples => samples)];
    }

    private static async Task<List<TimeSpan>> AskAsync(Uri server, string token, int number, long until)
    {
        using var connection = await RawConnection.OpenAsync(server);
        var requests = Enumerable.Range(0, 64).Select(i => RawConnection.Request(server, "/access/v1/evaluation", token, Question((number * 64) + i))).ToArray();
        var samples = new List<TimeSpan>(100_000);
        for (var i = 0; Stopwatch.GetTimestamp() < until; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await connection.AskAsync(requests[i % requests.Length]);
            samples.Add(Stopwatch.GetElapsedTime(began));
        }

        return samples;
    }

    private static async Task MeasureBatchAsync(Uri server, string token)
    {
        using var connection = await RawConnection.OpenAsync(server);
        var request = RawConnection.Request(server, "/access/v1/evaluations", token, $$"""{"evaluations":[{{string.Join(',', Enumerable.Range(0, BatchSize).Select(Question))}}]}""");
        var samples = new Samples();
        for (var i = 0; i < Batches; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var length = await connection.AskAsync(request);
            if (i == 0 && connection.Answer(length).Split("\"decision\":").Length != BatchSize + 1)
            {
                throw new InvalidOperationException($"That is no answer to {BatchSize} questions: {connection.Answer(length)}");
            }

            if (i >= Batches / 10)
            {
                samples.Add(Stopwatch.GetElapsedTime(began));
            }
        }

        Console.WriteLine($"a batch of {BatchSize}    {samples}");
    }

    /// <summary>A third of them is denied.</summary>
    private static string Question(int number) =>
        $$$"""{"subject":{"type":"user","id":"{{{number % Users}}}"},"action":{"name":"read"},"resource":{"type":"doc","id":"/{{{(number % 3 == 0 ? number + 1 : number) % 10}}}/q3.pdf"}}""";
}
