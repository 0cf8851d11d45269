using System.Diagnostics;
using System.Globalization;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>Some <see cref="BareNode"/>s, the first of which is linked with all others; it takes the writes, they are asked for them.</summary>
internal sealed class BareChain : IAsyncDisposable
{
    private readonly List<(Process Process, HttpClient Http)> _nodes = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("authmesh-bench-");
    private int _writes;

    /// <summary>The processor time that all of them have used.</summary>
    public TimeSpan ProcessorTime => _nodes.Aggregate(TimeSpan.Zero, (sum, node) =>
    {
        node.Process.Refresh();
        return sum + node.Process.TotalProcessorTime;
    });

    public static async Task<BareChain> StartAsync(int count)
    {
        var chain = new BareChain();
        for (var i = 0; i < count; i++)
        {
            var addresses = (await chain.LaunchAsync(i)).Split(' ');
            chain._nodes[i].Http.BaseAddress = new Uri(addresses[0]);
            if (i > 0)
            {
                await chain._nodes[0].Process.StandardInput.WriteLineAsync($"{addresses[1]} {addresses[2]}");
                await chain.ReadLineAsync(0);
            }
        }

        return chain;
    }

    /// <summary>From a write's first byte to its answer, and until all others, which were asked before, have said that they have it.</summary>
    public async Task<SpreadTimes> TimeApplicationAsync(int bytes)
    {
        var number = _writes + 1;
        var applied = AskOthersAsync(number);
        var began = Stopwatch.GetTimestamp();
        await WriteAsync(bytes);
        var acknowledged = Stopwatch.GetElapsedTime(began);
        await applied;
        return new SpreadTimes(Stopwatch.GetElapsedTime(began), acknowledged);
    }

    /// <summary>From a write's first byte to its answer, and until all others, which are asked then, have said that they have it.</summary>
    public async Task<SpreadTimes> TimeReadingAsync(int bytes)
    {
        var began = Stopwatch.GetTimestamp();
        var number = await WriteAsync(bytes);
        var acknowledged = Stopwatch.GetElapsedTime(began);
        await AskOthersAsync(number);
        return new SpreadTimes(Stopwatch.GetElapsedTime(began), acknowledged);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (process, http) in _nodes)
        {
            http.Dispose();
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _folder.Delete(recursive: true);
    }

    private async Task<int> WriteAsync(int bytes)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        using var answer = await _nodes[0].Http.PostAsync("writes", content);
        return _writes = int.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
    }

    private Task<string[]> AskOthersAsync(int number) => Task.WhenAll(_nodes.Skip(1).Select(node => node.Http.GetStringAsync($"writes/{number}")));

    private async Task<string> LaunchAsync(int number)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [BareNode.Argument, _folder.CreateSubdirectory($"{number}").FullName])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        _nodes.Add((process, new HttpClient()));
        return await ReadLineAsync(number);
    }

    private async Task<string> ReadLineAsync(int number) =>
        await _nodes[number].Process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A bare node has ended.");
}
