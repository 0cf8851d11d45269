using System.Buffers.Text;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Journal;

/// <summary>A list and its maximal batches: a version that means the same on every node. Opaque outside: base64url of
/// a format byte, the list's name, a zero byte and the ids in ascending order.</summary>
public sealed record VersionToken(ListName List, ImmutableArray<Hash256> Heads)
{
    private const byte Format = 1;

    /// <summary>The most maximal batches that a token may name.</summary>
    public const int MaxHeads = 1024;

    /// <inheritdoc/>
    public bool Equals(VersionToken? other) =>
        other is not null && List == other.List && Heads.AsSpan().SequenceEqual(other.Heads.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(List, Heads.Length, Heads.IsEmpty ? default : Heads[0]);

    /// <summary>The token for these maximal batches, in any order.</summary>
    public static VersionToken Of(ListName list, IEnumerable<Hash256> heads)
    {
        Hash256[] ordered = [.. heads];
        Array.Sort(ordered);
        return new(list, ImmutableCollectionsMarshal.AsImmutableArray(ordered));
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var name = Encoding.ASCII.GetBytes(List.Value);
        var bytes = new byte[2 + name.Length + (Heads.Length * Hash256.Size)];
        bytes[0] = Format;
        name.CopyTo(bytes, 1);
        var at = name.Length + 2;
        foreach (var head in Heads)
        {
            head.CopyTo(bytes.AsSpan(at));
            at += Hash256.Size;
        }

        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> writes; false for anything else.</summary>
    public static bool TryParse(string? text, out VersionToken? token)
    {
        token = null;
        if (text is null || text.Length > 2 * MaxHeads * Hash256.Size || !Base64Url.IsValid(text))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(text);
        var end = Array.IndexOf(bytes, (byte)0, Math.Min(1, bytes.Length));
        if (end < 2 || bytes[0] != Format || (bytes.Length - end - 1) % Hash256.Size != 0 ||
            !ListName.TryParse(Encoding.ASCII.GetString(bytes, 1, end - 1), out var list))
        {
            return false;
        }

        var heads = bytes[(end + 1)..].Chunk(Hash256.Size).Select(chunk => new Hash256(chunk)).ToImmutableArray();
        token = new VersionToken(list, heads);
        return heads.Length <= MaxHeads && heads.Zip(heads.Skip(1)).All(pair => pair.First.CompareTo(pair.Second) < 0);
    }
}
