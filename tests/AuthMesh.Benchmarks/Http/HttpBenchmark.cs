using System.Diagnostics;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.Benchmarks.Http;

/// <summary>What a node's answer costs beyond Kestrel and JSON: questions on kept-alive connections, at a node and at a plain endpoint in turn.</summary>
internal static class HttpBenchmark
{
    private const int Connections = 16, WarmUp = 30, Rounds = 50, BatchSize = 100, Batches = 2_000, Users = 1_000;

    // Short, so that whatever else the machine does meets both of a pair alike.
    private static readonly TimeSpan _round = TimeSpan.FromSeconds(0.25);

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
        using var ourCallers = await Callers.ConnectAsync(node.Console, Connections, number => Questions(node.Console, token, number));
        using var theirCallers = await Callers.ConnectAsync(plainUrl, Connections, number => Questions(plainUrl, token, number));
        for (var round = -WarmUp; round < Rounds; round++)
        {
            await ours.TakeAsync(() => ourCallers.AskAsync(_round), isCounted: round >= 0);
            await theirs.TakeAsync(() => theirCallers.AskAsync(_round), isCounted: round >= 0);
        }

        plain.StandardInput.Close();
        await plain.WaitForExitAsync();
        Console.WriteLine(ours);
        Console.WriteLine(theirs);
        Console.WriteLine($"ratio             {ours.RateAgainst(theirs)} of the requests (quarters of {Rounds} pairs of rounds), {theirs.ProcessorTimeAgainst(ours):0.00} by processor time; {Connections} connections");
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

    private static byte[][] Questions(Uri server, string token, int caller) =>
        [.. Enumerable.Range(caller * 64, 64).Select(number => RawConnection.Request(server, "/access/v1/evaluation", token, Question(number)))];

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
