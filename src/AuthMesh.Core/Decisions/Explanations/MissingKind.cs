namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>Why a question is not allowed.</summary>
public enum MissingKind
{
    /// <summary>No list could hold one of the names, so nothing matches it, not even <c>*</c>.</summary>
    PossibleName,

    /// <summary>An entry denies; as long as it does, no allow entry counts.</summary>
    NoDenial,

    /// <summary>There are allow entries for the question, but something keeps each of them from counting.</summary>
    CountingEntry,

    /// <summary>There is no allow entry for the question.</summary>
    Entry,
}
