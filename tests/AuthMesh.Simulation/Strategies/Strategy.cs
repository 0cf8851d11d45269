using AuthMesh.Core.Replication;
using AuthMesh.Simulation.Nodes;
using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Strategies;

/// <summary>How processes keep a list identical: by the protocol of this repository, or by a naive one to compare with.</summary>
public static class Strategy
{
    /// <summary>The protocol of this repository.</summary>
    public const string Mesh = "mesh";

    /// <summary>Milliseconds that a node takes to make a round durable.</summary>
    public const int CommitTime = 4;

    private const int Large = 50;

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [Mesh, "resend", "gossip"];

    /// <summary>A population that works by it.</summary>
    public static IPopulation Create(string name, int seed, int nodes) => name switch
    {
        "resend" => new NaivePopulation(seed, nodes, NaiveKind.Resend, Good),
        "gossip" => new NaivePopulation(seed, nodes, NaiveKind.Gossip, Good),
        _ => new SimulatedMesh(seed, nodes, nodes > Large ? ForMany : new ReplicaOptions(), Good) { CommitTime = CommitTime },
    };

    /// <summary>A thousand nodes share one memory here: what only costs memory is small, and nobody looks at their consoles.</summary>
    private static ReplicaOptions ForMany => new() { MeshPublishInterval = 600_000, PastsInMemory = 256 };

    /// <summary>A network without misfortunes: ten milliseconds from any node to any other, more or less.</summary>
    private static Weather Good => new() { Latency = (5, 15) };
}
