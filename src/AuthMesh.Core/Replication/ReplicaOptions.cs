namespace AuthMesh.Core.Replication;

/// <summary>The numbers that bound and pace a replica. All times in milliseconds.</summary>
public sealed record ReplicaOptions
{
    /// <summary>Shown to peers.</summary>
    public string ProductVersion { get; init; } = "0";

    /// <summary>Bytes of batches that may be unacknowledged on a link, each way. Raising it helps long fat links and costs memory per link.</summary>
    public int WindowBytes { get; init; } = 1 << 20;

    /// <summary>Bytes of batches in one message. Raising it saves messages when catching up; smaller ones share a link more fairly.</summary>
    public int ChunkBytes { get; init; } = 192 * 1024;

    /// <summary>Bytes a second that a node spends on serving those who catch up, over all its links together; live pushes go first and are not counted. Raising it lets many
    /// that return at once catch up sooner; lowering it leaves more of the network to others. A message may go beyond it once. Default 32 MiB, a quarter of a gigabit link; at least 1.</summary>
    public int ServingBytesPerSecond { get; init; } = 32 << 20;

    /// <summary>The tick: a change is announced so long after it happened, together with all others of that time; the least time between two digests on a
    /// link. Raising it costs fewer messages, and what a broken link swallowed is missed for longer; below the time that a push takes through
    /// the mesh, nodes ask for what is on its way to them already.</summary>
    public int DigestInterval { get; init; } = 200;

    /// <summary>The mean time between digests on an idle link: how soon something that was lost is found.</summary>
    public int IdleDigestInterval { get; init; } = 5_000;

    /// <summary>A mesh of up to so many nodes is fully linked: one hop, nobody forwards. Raising it costs each node a link for each other node. All nodes of a
    /// mesh should have the same: where two disagree about who is whose neighbour, one of them is the other's guest. Default 16.</summary>
    public int FullyLinkedNodes { get; init; } = 16;

    /// <summary>In a larger mesh a node keeps two links on each of so many rings. 0, the default, means max(3, ⌈log2(nodes) / 2⌉): 6 links
    /// up to 64 nodes, 8 up to 256, 10 up to 1,024. Raising it makes paths shorter and the mesh harder to cut, and costs a digest a tick for each
    /// link more. Same at all nodes; 0 to 16.</summary>
    public int LinkRings { get; init; }

    /// <summary>The most links with nodes that are not this node's neighbours: newcomers, and those that close a gap. More are shed as they come.</summary>
    public int GuestLinks { get; init; } = 64;

    /// <summary>The mean time for which a link that is needed no more is kept, before the end that dialled it closes it.</summary>
    public int SurplusLinger { get; init; } = 5_000;

    /// <summary>How long a neighbour may be out of reach before this node says that it is down, and closes the gap beside it by a link to the next on the ring. Lower tells
    /// of dead nodes sooner, and tells more often of ones that are not. While other links of this node break and come back, it says so later.</summary>
    public int LossPatience { get; init; } = 700;

    /// <summary>How long a neighbour may say nothing although there is news that it must have, too, before what it feeds is taken from others; half as much again as the longest such wait of late on
    /// that link, where that is longer. A live one says something within a tick and a few link delays. Lower loses less time to nodes that have stopped; below a tick, feeders change
    /// for nothing.</summary>
    public int QuietPatience { get; init; } = 300;

    /// <summary>How much sooner another neighbour must have had an origin's batches here, several times in a row, before it may take the place of the one that feeds this node. Lower follows smaller differences and takes chance for
    /// one; higher keeps ways that are farther than they need be; <see cref="int.MaxValue"/> keeps all as a hash of the ids picked them. Default 10.</summary>
    public int ClearlySooner { get; init; } = 10;

    /// <summary>The most lost nodes in a row that such a link passes over.</summary>
    public int RepairReach { get; init; } = 16;

    /// <summary>The longest wait before asking for what a digest announced and no push brought. The wait is random from a fifth of it.</summary>
    public int AskDelay { get; init; } = 250;

    /// <summary>How long a pull may make no progress before another peer is asked.</summary>
    public int PullTimeout { get; init; } = 10_000;

    /// <summary>Base of the full-jitter backoff: the n-th dial waits a random time below base × 2^n.</summary>
    public int RedialBase { get; init; } = 500;

    /// <summary>Cap of the backoff; a peer that is away for longer is dialled once in that time at most. Raising it costs less while a network is cut, and joins the sides later.</summary>
    public int RedialCap { get; init; } = 30_000;

    /// <summary>How long the first write after a start waits for the others to confirm this node's tip.</summary>
    public int ConfirmTimeout { get; init; } = 2_000;

    /// <summary>The most batches that wait for their causes.</summary>
    public int PenBatches { get; init; } = 4096;

    /// <summary>The most bytes of batches that wait for their causes.</summary>
    public int PenBytes { get; init; } = 16 << 20;

    /// <summary>The most writes that wait while the tip is being confirmed.</summary>
    public int HeldWrites { get; init; } = 4096;

    /// <summary>The most changes in one transaction.</summary>
    public int TransactionChanges { get; init; } = 10_000;

    /// <summary>The most bytes of transactions that share one batch.</summary>
    public int BatchBytes { get; init; } = 256 * 1024;

    /// <summary>The most causal pasts that are kept in memory for each list, one for each of the latest batches: some hundreds of bytes each. Older ones are
    /// worked out of the journal when a batch names one. Raising it helps after long partitions; lowering it saves memory. Default 4,096.</summary>
    public int PastsInMemory { get; init; } = 4096;

    /// <summary>How far ahead a timestamp may be before it raises an alarm; the clock follows no further.</summary>
    public int ClockAlarm { get; init; } = 60_000;

    /// <summary>The least time between two publications of roster and link states.</summary>
    public int MeshPublishInterval { get; init; } = 100;

    /// <summary>The most lists that a mesh may have beside its roster: the declaration of one more is refused where it is written. Same at all nodes.</summary>
    public int Lists { get; init; } = 256;

    /// <summary>The most lists that a node takes from others, the roster among them. More than may be written, since sites that have not seen each other may declare some at once.</summary>
    public int ListsTaken => 2 * (Lists + 1);
}
