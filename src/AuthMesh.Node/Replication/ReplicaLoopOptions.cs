namespace AuthMesh.Node.Replication;

/// <summary>Bounds of the replica's loop. Section <c>AuthMesh:Replication</c>.</summary>
internal sealed class ReplicaLoopOptions
{
    public const string Section = "AuthMesh:Replication";

    /// <summary>The most local writes that wait to be made durable; one more is answered 429. Higher rides out longer bursts and makes the last
    /// one wait longer. Default 20,000; 1 to 1,000,000.</summary>
    public int WaitingWrites { get; set; } = 20_000;

    /// <summary>Bytes of batches that may be unacknowledged on a link, each way. Default 1 MiB; 64 KiB to 64 MiB.</summary>
    public int WindowBytes { get; set; } = 1 << 20;

    /// <summary>The least time between two digests on a link, in milliseconds. Default 200; 10 to 60,000.</summary>
    public int DigestInterval { get; set; } = 200;

    /// <summary>Mean time between digests on an idle link, in milliseconds: how soon something lost is found. Default 5,000; 100 to 600,000.</summary>
    public int IdleDigestInterval { get; set; } = 5_000;

    /// <summary>Cap of the redial backoff, in milliseconds. Default 30,000; 100 to 600,000.</summary>
    public int RedialCap { get; set; } = 30_000;

    /// <summary>A mesh of up to so many nodes is fully linked: one hop, nobody forwards. Raising it costs each node a link for each other node. Same at all nodes
    /// of a mesh. Default 16; 2 to 64.</summary>
    public int FullyLinkedNodes { get; set; } = 16;

    /// <summary>In a larger mesh a node keeps two links on each of so many rings; 0 means max(3, ⌈log2(nodes) / 2⌉): 6 links up to 64 nodes, 8 up to 256, 10
    /// up to 1,024. Raising it makes paths shorter and the mesh harder to cut, and costs a digest a tick for each link more. Same at all nodes of a mesh.
    /// Default 0; 0 to 16.</summary>
    public int LinkRings { get; set; }

    /// <summary>The most links with nodes that are not this node's neighbours: newcomers, and those that close a gap. More are shed as they come. Raising it lets more
    /// nodes join at once by way of this one; each costs up to a window of memory. Default 64; 4 to 1,000.</summary>
    public int GuestLinks { get; set; } = 64;
}
