using AuthMesh.Simulation.Network;

namespace AuthMesh.Simulation.Nodes;

/// <summary>Processes that keep a list identical by some strategy, on a simulated network.</summary>
public interface IPopulation : IDisposable
{
    /// <summary>What connects them.</summary>
    SimulatedNetwork Network { get; }

    /// <summary>The processes, by number.</summary>
    IReadOnlyList<IMember> Members { get; }

    /// <summary>How many updates were accepted.</summary>
    long Accepted { get; }

    /// <summary>Lets one more process in.</summary>
    IMember Admit();

    /// <summary>True when all processes that are up have the same list.</summary>
    bool InStep();

    /// <summary>Checks what must hold at the end.</summary>
    /// <exception cref="Checking.SimulationFailure">Something does not hold.</exception>
    void CheckEnd();
}
