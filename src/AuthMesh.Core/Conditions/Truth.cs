namespace AuthMesh.Core.Conditions;

/// <summary>What a condition says of the facts.</summary>
public enum Truth
{
    /// <summary>It does not hold.</summary>
    False,

    /// <summary>It holds.</summary>
    True,

    /// <summary>It cannot be told: something is missing, of the wrong type, contested, or too much to work out. An allow entry does not match, a deny entry does.</summary>
    Unknown,
}
