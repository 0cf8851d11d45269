using System.Text.Json;
using System.Text.Json.Serialization;

namespace AuthMesh.Client;

/// <summary>The side that a search leaves open.</summary>
/// <param name="Properties">Taken for those of each entity in turn.</param>
public sealed record SearchedEntity(string Type, JsonElement? Properties = null);

/// <summary>Which subjects of a type may do this to that resource?</summary>
public sealed record SubjectSearch(SearchedEntity Subject, EvaluationAction Action, EvaluationEntity Resource, JsonElement? Context = null, SearchPageRequest? Page = null);

/// <summary>To which resources of a type may the subject do this?</summary>
public sealed record ResourceSearch(EvaluationEntity Subject, EvaluationAction Action, SearchedEntity Resource, JsonElement? Context = null, SearchPageRequest? Page = null);

/// <summary>What may the subject do to the resource?</summary>
public sealed record ActionSearch(EvaluationEntity Subject, EvaluationEntity Resource, JsonElement? Context = null, SearchPageRequest? Page = null);

/// <summary>Which page of a search.</summary>
/// <param name="Token">As the page before gave it; null for the first one. Good for the same search only.</param>
/// <param name="Limit">The most results; the node gives 1000 at most.</param>
public sealed record SearchPageRequest(string? Token = null, int? Limit = null);

/// <summary>Subjects or resources found, by id.</summary>
/// <param name="Page">Absent when the search did not ask for pages and this is all.</param>
public sealed record EntitiesFound(FoundPage? Page, IReadOnlyList<FoundEntity> Results);

/// <summary>Actions found, by name.</summary>
/// <param name="Page">Absent when the search did not ask for pages and this is all.</param>
public sealed record ActionsFound(FoundPage? Page, IReadOnlyList<FoundAction> Results);

/// <summary>How to go on.</summary>
/// <param name="NextToken">Empty at the end. A page may have fewer results than wanted, even none, and not be the last one.</param>
public sealed record FoundPage([property: JsonPropertyName("next_token")] string NextToken);

/// <summary>An entity found.</summary>
public sealed record FoundEntity(string Type, string Id);

/// <summary>An action found.</summary>
public sealed record FoundAction(string Name);
