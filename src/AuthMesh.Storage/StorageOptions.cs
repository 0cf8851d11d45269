using System.ComponentModel.DataAnnotations;

namespace AuthMesh.Storage;

/// <summary>How the node's database is run. The defaults suit lists of up to some million records.</summary>
public sealed class StorageOptions
{
    /// <summary>Where the options stand in the configuration.</summary>
    public const string Section = "AuthMesh:Storage";

    /// <summary>Memory that the writing connection may use for pages of the database, in MiB.</summary>
    /// <remarks>More makes writes to large lists faster once their indexes do not fit any more; less saves memory. Default 64, from 2 to 8192.</remarks>
    [Range(2, 8192)]
    public int CacheMegabytes { get; set; } = 64;

    /// <summary>How long the write-ahead log grows, in MiB, before it is carried over into the database, after a round of writes; at twice that length, within one.</summary>
    /// <remarks>More means fewer pauses for that, longer ones, and a longer start after a crash; less the contrary. Default 16, from 1 to 1024.</remarks>
    [Range(1, 1024)]
    public int CheckpointMegabytes { get; set; } = 16;

    /// <summary>How long a write waits for another connection's write (an account's or a token's), before it fails.</summary>
    /// <remarks>Such writes take milliseconds. Less makes a stuck disk show earlier. Default 5 seconds, from 0.1 to 60.</remarks>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00", ConvertValueInInvariantCulture = true, ParseLimitsInInvariantCulture = true)]
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
