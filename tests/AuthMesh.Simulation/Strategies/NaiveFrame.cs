using System.Buffers.Binary;
using AuthMesh.Core.Replication.Wire;
using Google.Protobuf;
using SignedBatch = AuthMesh.Core.Journal.Wire.SignedBatch;

namespace AuthMesh.Simulation.Strategies;

/// <summary>What naive processes say: an update in as many bytes as a batch of one transaction has, and its acknowledgement.</summary>
/// <remarks>In the outline of the real messages, so that the same instruments measure both.</remarks>
internal static class NaiveFrame
{
    private const int BodyBytes = 300, SignatureBytes = 64;

    public static byte[] Update(ulong update, int from)
    {
        var signature = new byte[SignatureBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(signature, update);
        BinaryPrimitives.WriteInt32LittleEndian(signature.AsSpan(8), from);
        var batches = new Batches { List = "default" };
        batches.Batches_.Add(new SignedBatch { Body = UnsafeByteOperations.UnsafeWrap(new byte[BodyBytes]), Signature = UnsafeByteOperations.UnsafeWrap(signature) });
        return new LinkMessage { Batches = batches }.ToByteArray();
    }

    public static byte[] Acknowledgement(ulong update, int from) =>
        new LinkMessage { Ack = new Ack { Bytes = update, Applied = { new Tip { Seq = (ulong)from } } } }.ToByteArray();

    public static (ulong Update, int From, bool IsAcknowledgement) Read(ReadOnlySpan<byte> frame)
    {
        var message = LinkMessage.Parser.ParseFrom(frame);
        if (message.Ack is { } ack)
        {
            return (ack.Bytes, (int)ack.Applied[0].Seq, true);
        }

        var signature = message.Batches.Batches_[0].Signature.Span;
        return (BinaryPrimitives.ReadUInt64LittleEndian(signature), BinaryPrimitives.ReadInt32LittleEndian(signature[8..]), false);
    }
}
