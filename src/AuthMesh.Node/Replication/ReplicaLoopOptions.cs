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
}
