using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Nodes;

namespace AuthMesh.Simulation.Scenarios;

/// <summary>Everything at once, as the seed has it: the scenario for many seeds.</summary>
internal sealed class ChaosScenario : Scenario
{
    public override string Name => "chaos";

    public override string About => "every fault of the menu, at random";

    /// <summary>Many different orders in little time are worth more: also what happens at the very beginning is among them.</summary>
    public override bool IsMeasured => false;

    /// <summary>Little room everywhere, so that bounds are met.</summary>
    public override ReplicaOptions Options(int nodes) => base.Options(nodes) with
    {
        WindowBytes = 4_096,
        ChunkBytes = 1_024,
        PenBatches = 16,
        PastsInMemory = 8,
    };

    public override void Play(Stage stage)
    {
        var weather = stage.Network.Weather;
        weather.Loss = stage.Next(3) * 0.02;
        weather.Repeats = stage.Next(4) == 0 ? 0.01 : 0;
        weather.Swaps = stage.Next(4) == 0 ? 0.01 : 0;
        weather.Latency = (1, 1 + stage.Next(100));
        for (var i = 0; i < stage.Updates; i++)
        {
            stage.Plan(1, 1);
            Befall(stage, stage.Members[stage.Next(stage.Members.Count)]);
            stage.Run(stage.Next(stage.Next(8) == 0 ? 4_000 : 200));
        }

        Mend(stage);
    }

    private static void Befall(Stage stage, IMember member)
    {
        var network = stage.Network;
        var others = stage.Members.Where(m => m != member && stage.Next(2) == 0);
        switch (stage.Next(40))
        {
            case 0 or 1 or 2 or 3: network.BreakSomeLink(); break;
            case 4 when member.IsUp: member.Crash(); break;
            case 5 when member.IsUp: member.Crash(withItsHost: true); break;
            case 6 when member is SimulatedNode { IsUp: true } node: node.DieAfterCommit = true; break;
            case 7 or 8 or 9 or 10 or 11 when !member.IsUp: member.Start(); break;
            case 12: network.Cut([member], others); break;
            case 13: network.Cut([member], others, oneWay: true); break;
            case 14: network.Cut([member], others, noticed: true); break;
            case 15 or 16 or 17 or 18: network.Cut(stage.Members, stage.Members, cut: false); break;
            case 19 or 20: member.Frozen = !member.Frozen; break;
            case 21: network.Slow(member, stage.Members[stage.Next(stage.Members.Count)], stage.Next(3) * 20); break;
            case 22 when member is SimulatedNode { IsUp: true } node: node.FillDisk(); break;
            case 23 when member is SimulatedNode node: node.ClockSkew += stage.Next(7_200_000) - 3_600_000; break;
            case 24 when member is SimulatedNode { IsUp: true } node: node.Jump(stage.Next(7_200_000) - 3_600_000); break;
            case 25: _ = network.Liars.Add(member.Number) || network.Liars.Remove(member.Number); break;
            case 26 when stage.Members.Count < 2 * stage.Wanted && stage.Members[0] is { IsUp: true, Frozen: false }: stage.Population.Admit(); break;
        }
    }

    /// <summary>Good weather, nobody lies, everybody is up.</summary>
    private static void Mend(Stage stage)
    {
        var network = stage.Network;
        network.Weather = new Network.Weather();
        network.Liars.Clear();
        network.Cut(stage.Members, stage.Members, cut: false);
        foreach (var member in stage.Members)
        {
            if (member is SimulatedNode node)
            {
                node.DieAfterCommit = false;
            }

            if (!member.IsUp)
            {
                member.Start();
            }

            member.Frozen = false;
        }
    }
}
