using System.Buffers.Binary;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Random waits.</summary>
internal sealed class Jitter(IEntropy entropy)
{
    /// <summary>A number from 0 up to, but not including, <paramref name="limit"/>; 0 when the limit is not positive.</summary>
    public long Below(long limit)
    {
        Span<byte> bytes = stackalloc byte[8];
        entropy.Fill(bytes);
        return limit <= 0 ? 0 : (long)(BinaryPrimitives.ReadUInt64LittleEndian(bytes) % (ulong)limit);
    }

    /// <summary>A number between half of and one and a half times <paramref name="mean"/>.</summary>
    public long Around(long mean) => (mean / 2) + Below(mean);
}
