using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Storage.Formats;

/// <summary>A batch's causal past in one value: a format byte, whether it is whole, then the dots of both lists as counted pairs of writer
/// number and seq.</summary>
internal static class PastEncoding
{
    private const byte Format = 1;

    /// <summary>Writes the past; <paramref name="number"/> gives the number of a writer.</summary>
    public static byte[] Encode(ByteWriter bytes, StoredPast past, Func<Writer, int> number)
    {
        bytes.Reset();
        bytes.Byte(Format);
        bytes.Byte(past.IsCheckpoint ? (byte)1 : (byte)0);
        Encode(bytes, past.List, number);
        Encode(bytes, past.Mesh, number);
        return bytes.Take();
    }

    /// <summary>Reads the past; <paramref name="writer"/> gives the writer of a number.</summary>
    public static StoredPast Decode(ReadOnlySpan<byte> stored, Func<int, Writer> writer)
    {
        var bytes = new ByteReader(stored);
        if (bytes.Byte() != Format)
        {
            throw new InvalidDataException("The past of a batch is stored in a format that this version does not know.");
        }

        var past = new StoredPast(bytes.Byte() == 1, DecodeDots(ref bytes, writer), DecodeDots(ref bytes, writer));
        bytes.End();
        return past;
    }

    private static void Encode(ByteWriter bytes, ImmutableArray<Dot> dots, Func<Writer, int> number)
    {
        bytes.Number(dots.Length);
        foreach (var dot in dots)
        {
            bytes.Number(number(dot.Writer));
            bytes.Number(dot.Seq);
        }
    }

    private static ImmutableArray<Dot> DecodeDots(ref ByteReader bytes, Func<int, Writer> writer)
    {
        var dots = ImmutableArray.CreateBuilder<Dot>();
        for (var left = bytes.Count(); left > 0; left--)
        {
            dots.Add(new Dot(writer(bytes.Count()), bytes.Number()));
        }

        return dots.DrainToImmutable();
    }
}
