namespace AuthMesh.Core.Lists;

/// <summary>What an entry does where it matches.</summary>
public enum Effect
{
    /// <summary>Grants, unless another matching entry denies.</summary>
    Allow = 1,

    /// <summary>Denies, whatever else matches.</summary>
    Deny = 2,
}
