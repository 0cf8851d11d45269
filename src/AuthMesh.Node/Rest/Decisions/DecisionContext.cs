namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Whether a request wants its decisions with a <c>context</c>: what they rest on, and why a question could not be read.</summary>
/// <remarks>Only who asks gets one: the answer to everyone else stays the bare decision that AuthZEN requires.</remarks>
internal static class DecisionContext
{
    /// <summary><c>true</c> asks for it. Anything else does not.</summary>
    public const string Header = "AuthMesh-Decision-Context";

    public static bool IsWanted(HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
