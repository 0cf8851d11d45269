namespace AuthMesh.Core.Replication;

/// <summary>How a batch came to this node.</summary>
internal enum Arrival
{
    /// <summary>Written here, or pushed.</summary>
    Live,

    /// <summary>Fetched, since a push that was to be expected did not bring it: others down the tree may wait for it, too.</summary>
    Missed,

    /// <summary>Fetched on greeting a peer that had more: the neighbours have it, or catch up themselves.</summary>
    CaughtUp,
}
