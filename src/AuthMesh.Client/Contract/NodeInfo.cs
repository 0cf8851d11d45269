namespace AuthMesh.Client;

/// <summary>The node that answers.</summary>
/// <param name="MeshId">Absent while the node is in no mesh.</param>
/// <param name="Version">Of the program.</param>
public sealed record NodeInfo(string NodeId, string Name, string? MeshId, string Version, DateTimeOffset StartedAt);
