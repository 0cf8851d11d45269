namespace AuthMesh.Admin.Entries;

/// <summary>What an entry does at this instant.</summary>
public enum EntryState
{
    InForce,

    /// <summary>Its window begins later.</summary>
    Scheduled,

    /// <summary>Its window is over, or the windows that sites gave it have no instant in common.</summary>
    Expired,

    /// <summary>Sites changed it without having seen each other: it counts for denying, never for allowing, until somebody settles it.</summary>
    Contested,

    /// <summary>Written by a newer version: it counts for denying, never for allowing.</summary>
    NotUnderstood,
}
