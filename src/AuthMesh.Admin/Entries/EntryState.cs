namespace AuthMesh.Admin.Entries;

/// <summary>What an entry does at this instant.</summary>
public enum EntryState
{
    InForce,

    /// <summary>Its window begins later.</summary>
    Scheduled,

    /// <summary>Its window is over.</summary>
    Expired,

    /// <summary>Sites changed it without having seen each other: it counts for denying, never for allowing, until somebody settles it.</summary>
    Contested,
}
