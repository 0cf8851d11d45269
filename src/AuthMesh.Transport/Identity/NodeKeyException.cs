namespace AuthMesh.Transport.Identity;

/// <summary>The node's key cannot be used; the message says which file, why, and what to do. Fatal at start.</summary>
public sealed class NodeKeyException(string message, Exception? inner = null) : Exception(message, inner);
