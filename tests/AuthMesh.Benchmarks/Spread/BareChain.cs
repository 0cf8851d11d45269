using System.Diagnostics;
using System.Globalization;

namespace AuthMesh.Benchmarks.Spread;

/// <summary>Some <see cref="BareNode"/>s, the first of which is linked with all others; it takes the writes, they are asked for them.</summary>
internal sealed class BareChain : IAsyncDisposable
{
    private readonly List<(Process Process, HttpClient Http)> _nodes = [];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("authmesh-bench-");

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

    /// <summary>From a write's first byte to its answer, and until all others have said that they have it.</summary>
    public async Task<SpreadTimes> TimeAsync(int bytes)
    {
        var began = Stopwatch.GetTimestamp();
        using var content = new ByteArrayContent(new byte[bytes]);
        using var answer = await _nodes[0].Http.PostAsync("writes", content);
        var number = int.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(), CultureInfo.InvariantCulture);
        var acknowledged = Stopwatch.GetElapsedTime(began);
        await Task.WhenAll(_nodes.Skip(1).Select(node => node.Http.GetStringAsync($"writes/{number}")));
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
