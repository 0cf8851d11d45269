using System.Diagnostics;
using AuthMesh.Client;
using AuthMesh.EndToEnd.Soak.Network;
using AuthMesh.Simulation.Command;
using AuthMesh.Simulation.Scenarios;
using AuthMesh.Testing.Nodes;

namespace AuthMesh.EndToEnd.Soak;

/// <summary>Eight real nodes, each in a network of its own, written at while cables delay, lose and are cut; then the same course in the simulation.</summary>
/// <remarks>
/// On demand, since it takes minutes and needs root:
/// <c>AUTHMESH_SOAK=1 dotnet test tests/AuthMesh.EndToEnd -c Release --filter SoakTests --logger "console;verbosity=detailed"</c>
/// </remarks>
public sealed class SoakTests(ITestOutputHelper output)
{
    private const int Nodes = 8;

    /// <summary>How far real counts may be from simulated ones.</summary>
    private const double Tolerance = 0.20;

    private static readonly TimeSpan _lookInterval = TimeSpan.FromSeconds(5), _settleLimit = TimeSpan.FromMinutes(3);

    [Fact]
    public async Task Eight_nodes_on_a_bad_network_lose_nothing_agree_and_send_what_the_simulation_says()
    {
        Assert.SkipUnless(SoakSettings.IsWanted, "The soak runs on demand: AUTHMESH_SOAK=1, as root on Linux, with ip and tc.");
        if (await Laboratory.WhyNotAsync() is { } missing)
        {
            Assert.Skip(missing);
        }

        var course = SoakSettings.Course;
        await using var laboratory = await Laboratory.BuildAsync(Nodes, SoakCourse.Delay / 2);
        await using var mesh = await TestMesh.StartAsync([.. Enumerable.Range(0, Nodes).Select(node => Settings(laboratory, node))]);
        using var users = new SoakUsers(mesh.Nodes);
        var journals = new SoakJournals(mesh.Nodes);
        await WarmUpAsync(mesh, users);

        var (before, warmUp, clock) = (await SoakCounts.ReadAsync(mesh.Nodes), users.Acknowledged.Count, Stopwatch.StartNew());
        await PlayAsync(course, laboratory, users, journals);
        await TestMesh.EventuallyAsync(() => AgreeAsync(mesh), _settleLimit);
        var counts = (await SoakCounts.ReadAsync(mesh.Nodes)).Since(before);
        var simulated = new Runner(new RunOptions { Nodes = Nodes }).Run(new SoakScenario(course), seed: 1);

        output.WriteLine($"{Nodes} nodes, {clock.Elapsed.TotalSeconds:0} s, {laboratory.Weather}");
        output.WriteLine($"{users.Acknowledged.Count - warmUp} of {course.Updates} updates acknowledged, {users.Refusals.Count} refused; simulated {simulated.Updates}");
        output.WriteLine(counts.BesideSimulated(SoakCounts.Of(simulated)));

        await users.AskAllAsync();
        journals.Look();
        journals.RequireAlike();
        journals.RequireEverywhere(users.Acknowledged);
        journals.RequireRight(users.Answers);
        output.WriteLine($"{journals.Applied} applied batches and {journals.Answers} answers checked");
        Assert.True(simulated.Holds, simulated.Verdict);
        Assert.Empty(users.Refusals);
        AssertNear(SoakCounts.Of(simulated).Messages, counts.Messages);
        AssertNear(SoakCounts.Of(simulated).Bytes, counts.Bytes);
    }

    private static NodeSettings Settings(Laboratory laboratory, int node) => new()
    {
        Name = $"node-{node}",
        Console = $"https://{Laboratory.ControlOf(node)}:7480",
        Mesh = $"https://{Laboratory.AddressOf(node)}:7443",
        Wrapper = laboratory.Inside(node),
    };

    /// <summary>Every node has written, so that incarnations are settled, and nothing is under way.</summary>
    private static async Task WarmUpAsync(TestMesh mesh, SoakUsers users)
    {
        await users.WriteAsync(3 * Nodes, TimeSpan.FromSeconds(3));
        await mesh.ConvergedAsync();
        await mesh.LinkedAsync();
    }

    private static async Task PlayAsync(SoakCourse course, Laboratory laboratory, SoakUsers users, SoakJournals journals)
    {
        using var played = new CancellationTokenSource();
        var watching = Task.Run(() => journals.WatchAsync(_lookInterval, played.Token));
        foreach (var stage in course.Stages)
        {
            var end = Task.Delay(stage.Milliseconds);
            await laboratory.SetLossAsync(stage.CableLoss);
            await laboratory.CutAsync(stage.Cut);
            await users.WriteAsync(stage.Updates, TimeSpan.FromMilliseconds(stage.Milliseconds));
            await end;
            Assert.False(watching.IsFaulted, watching.Exception?.ToString());
        }

        await played.CancelAsync();
        await watching;
    }

    /// <summary>Equal vectors and state hashes, and every link in step.</summary>
    private static async Task<bool> AgreeAsync(TestMesh mesh)
    {
        var states = await Task.WhenAll(mesh.Nodes.Select(n => n.Client.GetStatusAsync("default")));
        var peers = await Task.WhenAll(mesh.Nodes.Select(n => n.Client.GetNodesAsync()));
        return states.All(s => s.Ready && s.StateHash == states[0].StateHash && s.Vector.ToHashSet().SetEquals(states[0].Vector)) &&
            peers.All(p => p.All(n => n.Link is NodeLink.Self or NodeLink.InSync));
    }

    private static void AssertNear(double simulated, double real) => Assert.InRange(real, simulated * (1 - Tolerance), simulated * (1 + Tolerance));
}
