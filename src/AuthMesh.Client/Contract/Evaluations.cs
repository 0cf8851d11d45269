using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>A subject or resource of a question (OpenID AuthZEN Authorization API 1.0).</summary>
public sealed record EvaluationEntity(string Type, string Id, JsonElement? Properties = null)
{
    /// <summary>From <c>type:id</c>, split at the first colon.</summary>
    /// <exception cref="FormatException">There is no colon.</exception>
    public static EvaluationEntity Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? throw new FormatException($"'{text}' has no colon; allowed is type:id.")
            : new EvaluationEntity(text[..colon], text[(colon + 1)..]);
    }
}

/// <summary>The action of a question.</summary>
public sealed record EvaluationAction(string Name, JsonElement? Properties = null);

/// <summary>May this subject do this to that resource?</summary>
public sealed record EvaluationRequest(EvaluationEntity Subject, EvaluationAction Action, EvaluationEntity Resource, JsonElement? Context = null);

/// <summary>The answer to a question.</summary>
/// <param name="Context">What it rests on and why a question could not be read; only for who asked for it with the header <c>AuthMesh-Decision-Context: true</c>.</param>
public sealed record EvaluationDecision(bool Decision, JsonElement? Context = null);

/// <summary>Several questions; what an item leaves out is taken whole from the top level.</summary>
public sealed record EvaluationsRequest(
    IReadOnlyList<EvaluationItem> Evaluations, EvaluationEntity? Subject = null, EvaluationAction? Action = null,
    EvaluationEntity? Resource = null, JsonElement? Context = null, EvaluationsOptions? Options = null);

/// <summary>One of several questions.</summary>
public sealed record EvaluationItem(EvaluationEntity? Subject = null, EvaluationAction? Action = null, EvaluationEntity? Resource = null, JsonElement? Context = null);

/// <summary>How several questions are gone through.</summary>
public sealed record EvaluationsOptions([property: JsonPropertyName("evaluations_semantic")] EvaluationsSemantic? EvaluationsSemantic = null);

/// <summary>When to stop.</summary>
public enum EvaluationsSemantic
{
    /// <summary>Answer all.</summary>
    ExecuteAll,

    /// <summary>Stop after the first deny.</summary>
    DenyOnFirstDeny,

    /// <summary>Stop after the first permit.</summary>
    PermitOnFirstPermit,
}

/// <summary>The answers, in the order of the questions.</summary>
public sealed record EvaluationsDecision(IReadOnlyList<EvaluationDecision> Evaluations);
