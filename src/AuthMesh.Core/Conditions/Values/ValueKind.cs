namespace AuthMesh.Core.Conditions;

/// <summary>What a <see cref="Value"/> is.</summary>
public enum ValueKind : byte
{
    /// <summary>No value: nothing is there. What <c>default(Value)</c> is.</summary>
    Absent,

    /// <summary>No value: it cannot be told, or working it out failed.</summary>
    Unknown,

    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>True or false.</summary>
    Bool,

    /// <summary>A whole number of 64 bits.</summary>
    Int,

    /// <summary>A number of IEEE 754 double precision.</summary>
    Double,

    /// <summary>Unicode text.</summary>
    String,

    /// <summary>An instant, from the years 1 to 9999.</summary>
    Timestamp,

    /// <summary>A length of time.</summary>
    Duration,

    /// <summary>Values in order.</summary>
    List,

    /// <summary>Values by key.</summary>
    Map,

    /// <summary>An IP address.</summary>
    Ip,

    /// <summary>A range of IP addresses.</summary>
    Cidr,
}
