namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The names of members that the access API gives a meaning somewhere.</summary>
internal enum Member
{
    /// <summary>Any name that it does not.</summary>
    Other,
    Subject,
    Action,
    Resource,
    Context,
    Evaluations,
    Options,
    Semantic,
    Page,
    Type,
    Id,
    Name,
    Properties,
    Token,
    Limit,
}
