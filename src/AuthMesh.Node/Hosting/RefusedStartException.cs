namespace AuthMesh.Node.Hosting;

/// <summary>The node does not start as it is configured; the message says what to change. Shown as one line, without a trace.</summary>
internal sealed class RefusedStartException(string message, Exception? inner = null) : Exception(message, inner);
