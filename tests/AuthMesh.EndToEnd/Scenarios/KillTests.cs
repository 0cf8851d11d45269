using System.Collections.Concurrent;
using AuthMesh.Client;
using AuthMesh.EndToEnd.Nodes;
using static AuthMesh.EndToEnd.Nodes.Questions;

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
            using var stop = new CancellationTokenSource();
            var writers = Enumerable.Range(0, 8).Select(w => WriteUntilDeadAsync(node, $"{kill}-{w}", acknowledged, stop.Token)).ToList();
            await Task.Delay(random.Next(50, 600));
            await node.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);

            var verified = await Program.RunAsync("verify", "--data", node.Settings.DataDirectory);
            Assert.True(verified.ExitCode == 0, $"after kill {kill}: {verified.Output}{verified.Error}");
            mesh.Nodes[0] = await node.RestartAsync();
        }

        var held = await mesh.Nodes[0].Client.EntriesAsync("default").Select(e => e.Subject).ToHashSetAsync();
        Assert.True(acknowledged.Count > _kills, $"only {acknowledged.Count} writes were acknowledged");
        Assert.Empty(acknowledged.Except(held));
    }

    private static async Task WriteUntilDeadAsync(NodeProcess node, string name, ConcurrentBag<string> acknowledged, CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            try
            {
                await node.Client.WriteAsync("default", new TransactionRequest([Allow($"user:{name}-{i}")]), cancellationToken);
                acknowledged.Add($"user:{name}-{i}");
            }
            catch (Exception error) when (error is AuthMeshException or OperationCanceledException)
            {
                return;
            }
        }
    }
}
