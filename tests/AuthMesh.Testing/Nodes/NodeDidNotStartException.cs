namespace AuthMesh.Testing.Nodes;

/// <summary>A node ended, or was ended, before it listened.</summary>
public sealed class NodeDidNotStartException(int exitCode, string output) : Exception($"The node did not start (exit code {exitCode}):\n{output}")
{
    /// <summary>As the process gave it.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>All that it wrote.</summary>
    public string Output { get; } = output;
}
