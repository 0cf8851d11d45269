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

    /// <summary>All subjects of a type that may do this, page after page.</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public IAsyncEnumerable<FoundEntity> SearchAsync(SubjectSearch search, string? list = null, CancellationToken cancellationToken = default) =>
        AllPagesAsync(search.Page, page => PostAsync<EntitiesFound>(AccessPath(list) + "search/subject", search with { Page = page }, cancellationToken), found => (found.Results, found.Page));

    /// <summary>All resources of a type on which the subject may do this, page after page.</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public IAsyncEnumerable<FoundEntity> SearchAsync(ResourceSearch search, string? list = null, CancellationToken cancellationToken = default) =>
        AllPagesAsync(search.Page, page => PostAsync<EntitiesFound>(AccessPath(list) + "search/resource", search with { Page = page }, cancellationToken), found => (found.Results, found.Page));

    /// <summary>All actions that the subject may do with the resource, page after page.</summary>
    /// <param name="list">Null for the list <c>default</c>.</param>
    public IAsyncEnumerable<FoundAction> SearchAsync(ActionSearch search, string? list = null, CancellationToken cancellationToken = default) =>
        AllPagesAsync(search.Page, page => PostAsync<ActionsFound>(AccessPath(list) + "search/action", search with { Page = page }, cancellationToken), found => (found.Results, found.Page));

    private static async IAsyncEnumerable<TItem> AllPagesAsync<TPage, TItem>(
        SearchPageRequest? first, Func<SearchPageRequest?, Task<TPage>> ask, Func<TPage, (IReadOnlyList<TItem> Results, FoundPage? Page)> read)
    {
        var page = first;
        while (true)
        {
            var (results, next) = read(await ask(page));
            foreach (var result in results)
            {
                yield return result;
            }

            if (next is not { NextToken.Length: > 0 })
            {
                yield break;
            }

            page = new SearchPageRequest(next.NextToken, first?.Limit);
        }
    }

    private static string AccessPath(string? list) => list is null ? "access/v1/" : $"lists/{Escape(list)}/access/v1/";
}
