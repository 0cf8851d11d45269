namespace AuthMesh.Core.Lists;

/// <summary>What the heads of a record amount to.</summary>
public enum Standing
{
    /// <summary>No head puts it: the record is gone.</summary>
    Absent,

    /// <summary>All heads put it and agree but for window and note.</summary>
    InForce,

    /// <summary>The heads disagree, or one of them counts only for denying: the record denies and never allows.</summary>
    Contested,
}
