namespace AuthMesh.Client;

public sealed partial class AuthMeshClient
{
    /// <summary>May this subject do this to that resource?</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public async Task<bool> IsAllowedAsync(EvaluationRequest request, string? list = null, CancellationToken cancellationToken = default) =>
        (await PostAsync<EvaluationDecision>(AccessPath(list) + "evaluation", request, cancellationToken)).Decision;

    /// <summary>Several questions at once; fewer answers than questions when the options say to stop early.</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public async Task<IReadOnlyList<EvaluationDecision>> EvaluateAsync(EvaluationsRequest request, string? list = null, CancellationToken cancellationToken = default) =>
        (await PostAsync<EvaluationsDecision>(AccessPath(list) + "evaluations", request, cancellationToken)).Evaluations;

    /// <summary>Why the question is answered as it is, with the authors of what decides. Needs the scope <c>read</c>.</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public Task<DecisionExplanation> ExplainAsync(EvaluationRequest request, string? list = null, CancellationToken cancellationToken = default) =>
        PostAsync<DecisionExplanation>($"api/v1/lists/{Escape(list ?? "default")}/explain", request, cancellationToken);

    private static string AccessPath(string? list) => list is null ? "access/v1/" : $"lists/{Escape(list)}/access/v1/";
}
