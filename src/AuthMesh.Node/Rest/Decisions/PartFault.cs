namespace AuthMesh.Node.Rest.Decisions;

/// <summary>Why a part of a question cannot be used.</summary>
[Flags]
internal enum PartFault : byte
{
    /// <summary>It can.</summary>
    None = 0,

    /// <summary>It was not given: several questions may have it in common.</summary>
    Absent = 1,

    /// <summary>Something in it is of a wrong type, and was noted.</summary>
    Wrong = 2,

    /// <summary>It has no <c>type</c>.</summary>
    LacksType = 4,

    /// <summary>It has no <c>id</c>, or as an action no <c>name</c>.</summary>
    LacksName = 8,
}
