namespace AuthMesh.Node.Rest.Decisions;

/// <summary>What a request of the access API asks, which decides what its body must have.</summary>
internal enum QuestionKind
{
    /// <summary>One question.</summary>
    Evaluation,

    /// <summary>Several at once.</summary>
    Evaluations,

    /// <summary>Which subjects of a type may?</summary>
    SubjectSearch,

    /// <summary>Which resources of a type?</summary>
    ResourceSearch,

    /// <summary>Which actions?</summary>
    ActionSearch,
}
