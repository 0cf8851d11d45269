using System.Net;

namespace AuthMesh.Client;

/// <summary>A node refused a request, or could not be reached.</summary>
public sealed class AuthMeshException : Exception
{
    /// <summary>The code of a node that does not answer, or not in time.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>The code of an answer that is none of a node's.</summary>
    public const string UnexpectedAnswer = "unexpected_answer";

    internal AuthMeshException(string code, string message, HttpStatusCode? status = null, Problem? problem = null, Exception? inner = null)
        : base(message, inner)
    {
        Code = code;
        Status = status;
        Problem = problem;
    }

    /// <summary>Stable and snake_case, e.g. <c>version_conflict</c>.</summary>
    public string Code { get; }

    /// <summary>Null when no answer came.</summary>
    public HttpStatusCode? Status { get; }

    /// <summary>What the node said; null when it was not a node that answered.</summary>
    public Problem? Problem { get; }
}
