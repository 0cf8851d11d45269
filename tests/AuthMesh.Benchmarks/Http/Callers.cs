using System.Diagnostics;

namespace AuthMesh.Benchmarks.Http;

/// <summary>Programs that ask one server, each on a connection of its own that stays open: the next question goes out when the answer is there.</summary>
internal sealed class Callers : IDisposable
{
    private readonly List<(RawConnection Connection, byte[][] Requests)> _all = [];

    /// <param name="requests">What the caller of a number asks, over and over.</param>
    public static async Task<Callers> ConnectAsync(Uri server, int count, Func<int, byte[][]> requests)
    {
        var callers = new Callers();
        for (var number = 0; number < count; number++)
        {
            callers._all.Add((await RawConnection.OpenAsync(server), requests(number)));
        }

        return callers;
    }

    /// <summary>Lets all ask for a while; how long each answer took.</summary>
    public async Task<List<TimeSpan>> AskAsync(TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(_all.Select(caller => Task.Run(() => AskAsync(caller.Connection, caller.Requests, until))));
        return [.. all.SelectMany(samples => samples)];
    }

    public void Dispose() => _all.ForEach(caller => caller.Connection.Dispose());

    private static async Task<List<TimeSpan>> AskAsync(RawConnection connection, byte[][] requests, long until)
    {
        var samples = new List<TimeSpan>(10_000);
        for (var i = 0; Stopwatch.GetTimestamp() < until; i++)
        {
            var began = Stopwatch.GetTimestamp();
            await connection.AskAsync(requests[i % requests.Length]);
            samples.Add(Stopwatch.GetElapsedTime(began));
        }

        return samples;
    }
}
