using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Storage.Formats;

/// <summary>The heads of a record in one value: a format byte, then for each head its flags, writer number, seq, batch id, index, time,
/// actor, and those details that the flags announce.</summary>
internal static class HeadsEncoding
{
    private const byte Format = 1;

    [Flags]
    private enum Flag : byte
    {
        Remove = 1,
        DenyOnly = 2,
        NotBefore = 4,
        ExpiresAt = 8,
        Note = 16,
        Value = 32,
        All = 63,
    }

    /// <summary>Writes the heads; <paramref name="number"/> gives the number of a writer.</summary>
    public static byte[] Encode(ByteWriter bytes, ImmutableArray<Head> heads, Func<Writer, int> number)
    {
        bytes.Reset();
        bytes.Byte(Format);
        foreach (var head in heads)
        {
            Encode(bytes, head, number(head.Dot.Writer));
        }

        return bytes.Take();
    }

    /// <summary>Reads the heads; <paramref name="writer"/> gives the writer of a number.</summary>
    public static ImmutableArray<Head> Decode(ReadOnlySpan<byte> stored, Func<int, Writer> writer)
    {
        var bytes = new ByteReader(stored);
        if (bytes.Byte() != Format)
        {
            throw new InvalidDataException("The heads of a record are stored in a format that this version does not know.");
        }

        var heads = ImmutableArray.CreateBuilder<Head>(1);
        while (!bytes.AtEnd)
        {
            heads.Add(Decode(ref bytes, writer));
        }

        return heads.DrainToImmutable();
    }

    private static void Encode(ByteWriter bytes, Head head, int writer)
    {
        var details = head.Details;
        var flags = FlagsOf(head);
        bytes.Byte((byte)flags);
        bytes.Number(writer);
        bytes.Number(head.Dot.Seq);
        bytes.Hash(head.Batch);
        bytes.Number(head.Index);
        bytes.Fixed((long)head.Time.Value);
        bytes.Text(head.Actor);
        if (flags.HasFlag(Flag.NotBefore))
        {
            bytes.Fixed(details.Window.NotBefore);
        }

        if (flags.HasFlag(Flag.ExpiresAt))
        {
            bytes.Fixed(details.Window.ExpiresAt);
        }

        if (flags.HasFlag(Flag.Note))
        {
            bytes.Text(details.Note);
        }

        if (flags.HasFlag(Flag.Value))
        {
            bytes.Text(details.Value);
        }
    }

    private static Flag FlagsOf(Head head) =>
        (head.Operation == ChangeOperation.Remove ? Flag.Remove : 0) |
        (head.DenyOnly ? Flag.DenyOnly : 0) |
        (head.Details.Window.NotBefore != long.MinValue ? Flag.NotBefore : 0) |
        (head.Details.Window.ExpiresAt != long.MaxValue ? Flag.ExpiresAt : 0) |
        (head.Details.Note.Length > 0 ? Flag.Note : 0) |
        (head.Details.Value.Length > 0 ? Flag.Value : 0);

    private static Head Decode(ref ByteReader bytes, Func<int, Writer> writer)
    {
        var flags = (Flag)bytes.Byte();
        if ((flags & ~Flag.All) != 0)
        {
            throw new InvalidDataException("A head is stored with flags that this version does not know.");
        }

        var dot = new Dot(writer(bytes.Count()), bytes.Number());
        var batch = bytes.Hash();
        var index = bytes.Count();
        var time = new HybridTimestamp((ulong)bytes.Fixed());
        var actor = bytes.Text();
        var operation = flags.HasFlag(Flag.Remove) ? ChangeOperation.Remove : ChangeOperation.Put;
        return new Head(dot, batch, index, time, operation, DecodeDetails(ref bytes, flags), actor, flags.HasFlag(Flag.DenyOnly));
    }

    private static Details DecodeDetails(ref ByteReader bytes, Flag flags)
    {
        if ((flags & (Flag.NotBefore | Flag.ExpiresAt | Flag.Note | Flag.Value)) == 0)
        {
            return Details.None;
        }

        var notBefore = flags.HasFlag(Flag.NotBefore) ? bytes.Fixed() : long.MinValue;
        var expiresAt = flags.HasFlag(Flag.ExpiresAt) ? bytes.Fixed() : long.MaxValue;
        var note = flags.HasFlag(Flag.Note) ? bytes.Text() : "";
        var value = flags.HasFlag(Flag.Value) ? bytes.Text() : "";
        return new Details(new Window(notBefore, expiresAt), note, value);
    }
}
