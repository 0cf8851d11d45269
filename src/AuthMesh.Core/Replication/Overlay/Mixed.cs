using System.Buffers.Binary;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Replication;

/// <summary>Small hashes that every node works out alike; for choosing, never for proving.</summary>
/// <remarks>The finalizer of SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).</remarks>
internal static class Mixed
{
    public static ulong Of(NodeId node) => Of(node.Value);

    /// <summary>Ids are SHA-256 already: their first bytes are as good as any.</summary>
    public static ulong Of(Hash256 hash)
    {
        Span<byte> bytes = stackalloc byte[Hash256.Size];
        hash.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>Of a text: FNV-1a over its UTF-16 units, then mixed.</summary>
    public static ulong Of(string text) => Of(text.Aggregate(14695981039346656037UL, (hash, unit) => (hash ^ unit) * 1099511628211UL), 0);

    /// <summary>Of two in order.</summary>
    public static ulong Of(ulong first, ulong second)
    {
        var mixed = (first * 0x9E3779B97F4A7C15UL) + second;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL;
        return mixed ^ (mixed >> 31);
    }
}
