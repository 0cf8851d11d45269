namespace AuthMesh.Core.Decisions;

/// <summary>What a search leaves open.</summary>
public enum SearchSide
{
    /// <summary>Which subjects of a type may do this?</summary>
    Subject,

    /// <summary>On which resources of a type may the subject do this?</summary>
    Resource,

    /// <summary>What may the subject do?</summary>
    Action,
}
