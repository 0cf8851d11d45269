namespace AuthMesh.Simulation.Checking;

/// <summary>A checker found that something does not hold.</summary>
/// <param name="message">What, at which node.</param>
/// <param name="node">The node; -1 when it is about all.</param>
/// <param name="payload">The number that stands for the batch (see <see cref="Measuring.FrameShape"/>); 0 when it is about none.</param>
public sealed class SimulationFailure(string message, int node = -1, ulong payload = 0) : InvalidOperationException(message)
{
    /// <summary>Where it was found.</summary>
    public int Node { get; } = node;

    /// <summary>About which batch.</summary>
    public ulong Payload { get; } = payload;
}
