namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>What can keep a record from counting, or put it in doubt.</summary>
public enum RemarkKind
{
    /// <summary>Its window is over.</summary>
    Expired,

    /// <summary>Its window, or the next of them, is still to come.</summary>
    NotYetValid,

    /// <summary>Changes to it that had not seen each other disagree, or a cut holds it: it counts for denying only, until someone who has seen them settles it.</summary>
    Contested,

    /// <summary>Sites gave it different windows, and the instant is not in all of them: it counts for denying only.</summary>
    WindowsDisagree,

    /// <summary>It has something that this version does not know: it counts for denying only.</summary>
    NotUnderstood,

    /// <summary>Its condition does not hold.</summary>
    ConditionFalse,

    /// <summary>Whether its condition holds cannot be told.</summary>
    ConditionUnknown,

    /// <summary>It would allow, but an entry that denies decides.</summary>
    Overridden,
}
