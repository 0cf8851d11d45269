namespace AuthMesh.Core.Decisions;

/// <summary>A question with one side left open.</summary>
/// <param name="Open">The side that is asked for.</param>
/// <param name="Subject"><c>type:id</c>, or where subjects are asked for their type.</param>
/// <param name="Action">A bare name; empty where actions are asked for.</param>
/// <param name="Resource"><c>type:id</c>, or where resources are asked for their type.</param>
/// <param name="Facts">What the question brings along; properties of the open side are taken for those of each entity in turn.</param>
public readonly record struct SearchQuestion(SearchSide Open, string Subject, string Action, string Resource, RequestFacts? Facts = null)
{
    /// <summary>The type of the entities that are asked for.</summary>
    public string Type => Open switch
    {
        SearchSide.Subject => Subject,
        SearchSide.Resource => Resource,
        _ => "action",
    };

    /// <summary>The question about one entity of that type.</summary>
    public AccessRequest About(string entity) => Open switch
    {
        SearchSide.Subject => new AccessRequest(entity, Action, Resource, Facts),
        SearchSide.Resource => new AccessRequest(Subject, Action, entity, Facts),
        _ => new AccessRequest(Subject, entity[(Type.Length + 1)..], Resource, Facts),
    };
}
