namespace AuthMesh.Node.CommandLine;

/// <summary>The command line is well formed but cannot be meant; the message says what is.</summary>
internal sealed class UsageException(string message) : Exception(message);
