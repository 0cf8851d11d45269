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

    /// <summary>The names of all.</summary>
    public static IReadOnlyList<string> Names { get; } = [Mesh, "resend", "gossip"];

    /// <summary>A population that works by it.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="seed">Gives the run.</param>
    /// <param name="nodes">How many at first.</param>
    /// <param name="options">Of every replica, where it is made of replicas.</param>
    /// <param name="weather">Of the network, at first.</param>
    public static IPopulation Create(string name, int seed, int nodes, ReplicaOptions options, Weather weather) => name switch
    {
        "resend" => new NaivePopulation(seed, nodes, NaiveKind.Resend, weather),
        "gossip" => new NaivePopulation(seed, nodes, NaiveKind.Gossip, weather),
        _ => new SimulatedMesh(seed, nodes, options, weather) { CommitTime = CommitTime },
    };
}
