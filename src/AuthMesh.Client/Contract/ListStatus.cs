namespace AuthMesh.Client;

/// <summary>The state of a list at the node that answers.</summary>
/// <param name="Ready">False until the list was received once.</param>
/// <param name="UpgradeRequired">The list holds changes of a kind that this node does not know, or has settings that it cannot read.</param>
/// <param name="Version">An opaque token that means the same on every node.</param>
/// <param name="StateHash">Equal on all nodes of equal version.</param>
/// <param name="Conflicts">How many records are contested.</param>
/// <param name="Vector">The last batch applied of each writer.</param>
/// <param name="DataAgeSeconds">What others did longer ago than this is known here; absent while that cannot be told, as until each of them was heard once after a start.</param>
public sealed record ListStatus(
    string List,
    bool Ready,
    bool UpgradeRequired,
    string Version,
    string StateHash,
    long Entries,
    long Memberships,
    long Attributes,
    long Conflicts,
    IReadOnlyList<WriterTip> Vector,
    double? DataAgeSeconds = null)
{
    /// <summary>Attributes that a request cannot give: of these, conditions read the stored value only.</summary>
    public IReadOnlyList<string> StoredOnly { get; init; } = [];

    /// <summary>Settings that sites set differently without having seen each other; the stricter holds until somebody settles it. Absent when there are none.</summary>
    public IReadOnlyList<string>? ContestedSettings { get; init; }
}

/// <summary>The last batch applied of a writer.</summary>
/// <param name="Batch">The batch's id.</param>
public sealed record WriterTip(string Node, string Incarnation, long Seq, string Batch);
