namespace AuthMesh.Admin.Controls;

/// <summary>What a page has to say instead of its content.</summary>
public enum PageStateKind
{
    Loading,

    /// <summary>There is nothing yet.</summary>
    Empty,

    /// <summary>There is something, but the filter lets none of it through.</summary>
    NothingMatches,

    Failed,

    NotAllowed,
}
