namespace AuthMesh.Node.CommandLine;

/// <summary>A command did a part of what it was to do; the message says which.</summary>
internal sealed class PartlyDoneException(string message, Exception inner) : Exception(message, inner);
