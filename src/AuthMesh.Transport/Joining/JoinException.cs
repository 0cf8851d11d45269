namespace AuthMesh.Transport.Joining;

/// <summary>A request to join got no answer; the message says why, as a sentence for an operator. Asking again later may help.</summary>
public sealed class JoinException(string message, Exception? inner = null) : Exception(message, inner);
