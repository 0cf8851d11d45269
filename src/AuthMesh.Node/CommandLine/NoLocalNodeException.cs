namespace AuthMesh.Node.CommandLine;

/// <summary>No node is named, and none is found on this machine.</summary>
internal sealed class NoLocalNodeException(string message) : Exception(message);
