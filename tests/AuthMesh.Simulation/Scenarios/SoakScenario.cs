using AuthMesh.Simulation.Measuring;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>The course that the soak plays with real processes on a real network (tests/AuthMesh.EndToEnd), to compare the counts.</summary>
public sealed class SoakScenario(SoakCourse course) : Scenario
{
    /// <inheritdoc/>
    public override string Name => "soak";

    /// <inheritdoc/>
    public override string About => "delays, loss, halves apart and one node alone, as in the soak on a real network; sets its own pace";

    /// <inheritdoc/>
    public override void Play(Stage stage)
    {
        var members = stage.Members;
        stage.Network.Weather.Latency = (SoakCourse.Delay, SoakCourse.Delay + 1);
        foreach (var part in course.Stages)
        {
            stage.Network.Weather.Loss = 1 - Math.Pow(1 - part.CableLoss, 2);
            var kept = part.Cut switch { SoakCut.Halves => members.Count / 2, SoakCut.Last => members.Count - 1, _ => members.Count };
            stage.Network.Cut(members.Take(kept), members.Skip(kept));
            stage.Write(part.Updates, part.Milliseconds);
            stage.Network.Cut(members.Take(kept), members.Skip(kept), cut: false);
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Bound> Bounds(RunResult result, RunResult? healthy) => [.. Always(result), new Bound("copies for each receiver", result.Copies, 1.2)];
}
