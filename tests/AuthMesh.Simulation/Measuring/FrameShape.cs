using System.Buffers.Binary;
using AuthMesh.Core.Replication.Wire;
using Kind = AuthMesh.Core.Replication.Wire.LinkMessage.KindOneofCase;
using SignedBatch = AuthMesh.Core.Journal.Wire.SignedBatch;

namespace AuthMesh.Simulation.Measuring;

/// <summary>What a frame is, read off its outline: parsing every frame once more would cost as much as the protocol itself.</summary>
/// <param name="Payloads">For each batch that it carries, a number that stands for it: the first eight bytes of its signature.</param>
public readonly record struct FrameShape(Kind Kind, ulong[] Payloads)
{
    /// <summary>True when it carries batches.</summary>
    public bool IsPayload => Kind == Kind.Batches;

    /// <summary>The shape of a serialised LinkMessage; kind None for anything else.</summary>
    public static FrameShape Of(ReadOnlySpan<byte> frame)
    {
        var outline = new ProtobufOutline(frame);
        if (!outline.TryReadField(out var field, out var message))
        {
            return new FrameShape(Kind.None, []);
        }

        return new FrameShape((Kind)field, field == LinkMessage.BatchesFieldNumber ? PayloadsOf(message) : []);
    }

    /// <summary>The number that stands for a batch with this signature.</summary>
    public static ulong NumberOf(ReadOnlySpan<byte> signature) => signature.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(signature) : 0;

    private static ulong[] PayloadsOf(ReadOnlySpan<byte> batches)
    {
        var payloads = new List<ulong>(1);
        var outline = new ProtobufOutline(batches);
        while (outline.TryReadField(out var field, out var value))
        {
            if (field == Batches.Batches_FieldNumber)
            {
                payloads.Add(NumberOf(SignatureOf(value)));
            }
        }

        return [.. payloads];
    }

    private static ReadOnlySpan<byte> SignatureOf(ReadOnlySpan<byte> signed)
    {
        var outline = new ProtobufOutline(signed);
        while (outline.TryReadField(out var field, out var value))
        {
            if (field == SignedBatch.SignatureFieldNumber)
            {
                return value;
            }
        }

        return [];
    }
}
