using System.Collections.Concurrent;
using AuthMesh.Client;
using AuthMesh.Testing.Nodes;
using static AuthMesh.Testing.Nodes.Questions;

namespace AuthMesh.EndToEnd.Scenarios;

/// <summary>A process killed at any instant under load keeps what it acknowledged, and a database that agrees with itself.</summary>
public sealed class KillTests
{
    /// <summary>More on demand: AUTHMESH_KILLS=500.</summary>
    private static readonly int _kills = int.Parse(Environment.GetEnvironmentVariable("AUTHMESH_KILLS") ?? "12", System.Globalization.CultureInfo.InvariantCulture);

    [Fact]
    public async Task No_acknowledged_write_is_lost_and_journal_state_and_vector_agree_after_every_kill()
    {
        var random = new Random(1);
        var acknowledged = new ConcurrentBag<string>();
        await using var mesh = await TestMesh.StartAsync(1);
        for (var kill = 0; kill < _kills; kill++)
        {
            var node = mesh.Nodes[0];
            var enough = new Countdown(random.Next(1, 400));
            var writers = Enumerable.Range(0, 8).Select(w => WriteUntilDeadAsync(node, $"{kill}-{w}", acknowledged, enough)).ToList();
            await enough.Reached;
            await node.KillAsync();
            await Task.WhenAll(writers);

            var verified = await BuiltProgram.RunAsync("verify", "--data", node.Settings.DataDirectory);
            Assert.True(verified.ExitCode == 0, $"after kill {kill}: {verified.Output}{verified.Error}");
            mesh.Nodes[0] = await node.RestartAsync();
        }

        var held = await mesh.Nodes[0].Client.EntriesAsync("default").Select(e => e.Subject).ToHashSetAsync();
        Assert.True(acknowledged.Count > _kills, $"only {acknowledged.Count} writes were acknowledged");
        Assert.Empty(acknowledged.Except(held));
    }

    private static async Task WriteUntilDeadAsync(NodeProcess node, string name, ConcurrentBag<string> acknowledged, Countdown enough)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                await node.WriteAsync(Allow($"user:{name}-{i}"));
                acknowledged.Add($"user:{name}-{i}");
                enough.Count();
            }
            catch (AuthMeshException)
            {
                return;
            }
        }
    }

    /// <summary>Tells when so many writes were acknowledged: the kill comes while the next are under way.</summary>
    private sealed class Countdown(int left)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = left;

        public Task Reached => _reached.Task.WaitAsync(TimeSpan.FromMinutes(2));

        public void Count()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _reached.SetResult();
            }
        }
    }
}
