using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using Google.Protobuf;

namespace AuthMesh.Core.Journal;

/// <summary>Between <see cref="Batch"/> and its bytes (batch.proto).</summary>
/// <remarks>
/// Decoding looks at form and bounds only: what every node sees alike. Names, normal forms and conditions are checked where a
/// change is written, so text that this node would not write decodes all the same, and means nothing.
/// </remarks>
public static class BatchCodec
{
    /// <summary>The greatest body that is sent or taken, in bytes.</summary>
    public const int MaxBodyBytes = 768 * 1024;

    /// <summary>The most dependencies of either kind.</summary>
    public const int MaxDependencies = 1024;

    private const uint Format = 1;

    /// <summary>The bytes of a batch; the same batch gives the same bytes.</summary>
    public static byte[] Encode(Batch batch)
    {
        var wire = new Wire.Batch
        {
            Format = Format,
            MeshId = batch.Mesh is { } mesh ? Bytes(mesh.Value) : ByteString.Empty,
            List = batch.List.Value,
            NodeId = Bytes(batch.Dot.Writer.Node.Value),
            Incarnation = UnsafeByteOperations.UnsafeWrap(batch.Dot.Writer.Incarnation.ToArray()),
            Seq = (ulong)batch.Dot.Seq,
            Previous = batch.Previous is { } previous ? Bytes(previous) : ByteString.Empty,
            Timestamp = batch.Time.Value,
        };
        wire.Dependencies.AddRange(batch.Dependencies.Select(Bytes));
        wire.MeshDependencies.AddRange(batch.MeshDependencies.Select(Bytes));
        wire.Transactions.AddRange(batch.Transactions.Select(ChangeCodec.ToWire));
        return wire.ToByteArray();
    }

    /// <summary>Size of one transaction in a batch, in bytes.</summary>
    public static int SizeOf(Transaction transaction) => ChangeCodec.ToWire(transaction).CalculateSize() + 8;

    /// <summary>Reads a signed batch; otherwise <paramref name="error"/> names the first thing that does not fit.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> body, ReadOnlyMemory<byte> signature, out SignedBatch? batch, out string? error)
    {
        batch = null;
        if (body.Length > MaxBodyBytes)
        {
            error = $"body of {body.Length} bytes; at most {MaxBodyBytes} are allowed";
            return false;
        }

        if (signature.Length != SignedBatch.SignatureSize)
        {
            error = $"signature of {signature.Length} bytes; {SignedBatch.SignatureSize} are allowed";
            return false;
        }

        Wire.Batch wire;
        try
        {
            wire = Wire.Batch.Parser.ParseFrom(body.Span);
        }
        catch (InvalidProtocolBufferException failure)
        {
            error = $"body is no batch: {failure.Message}";
            return false;
        }

        error = FromWire(wire, out var decoded);
        batch = error is null ? new SignedBatch(decoded!, SignedBatch.IdOf(body.Span), body, signature) : null;
        return error is null;
    }

    /// <summary>Reads what this node's own journal keeps.</summary>
    /// <exception cref="FormatException">The bytes are no batch: the journal is damaged.</exception>
    public static Batch Decode(ReadOnlyMemory<byte> body)
    {
        try
        {
            return FromWire(Wire.Batch.Parser.ParseFrom(body.Span), out var batch) is { } error ? throw new FormatException(error) : batch!;
        }
        catch (InvalidProtocolBufferException failure)
        {
            throw new FormatException(failure.Message, failure);
        }
    }

    private static string? FromWire(Wire.Batch wire, out Batch? batch)
    {
        batch = null;
        var founding = wire.MeshId.IsEmpty;
        Hash256 mesh = default, previous = default;
        if (wire.Format != Format) return $"format {wire.Format}; {Format} is known here";
        if (!founding && !Hash256.TryRead(wire.MeshId.Span, out mesh)) return "mesh_id is not 32 bytes";
        if (!ListName.TryParse(wire.List, out var list)) return $"list is not {ListName.Allowed}";
        if (!Hash256.TryRead(wire.NodeId.Span, out var node)) return "node_id is not 32 bytes";
        if (!Incarnation.TryRead(wire.Incarnation.Span, out var incarnation)) return "incarnation is not 16 bytes";
        if (wire.Seq is 0 or > long.MaxValue) return "seq is out of range";
        if (wire.Seq == 1 != wire.Previous.IsEmpty) return "previous must be empty exactly when seq is 1";
        if (wire.Seq > 1 && !Hash256.TryRead(wire.Previous.Span, out previous)) return "previous is not 32 bytes";
        if (!TryReadAll(wire.Dependencies, out var dependencies)) return "dependencies are too many or not 32 bytes";
        if (!TryReadAll(wire.MeshDependencies, out var meshDependencies)) return "mesh_dependencies are too many or not 32 bytes";
        if (list.IsMesh && meshDependencies.Length > 0) return "mesh_dependencies in list mesh";
        if (wire.Transactions.Count == 0) return "no transactions";

        var unknown = wire.HasUnknownFields || wire.Transactions.Any(ChangeCodec.HasUnknownKinds);
        batch = new Batch(
            founding ? null : new MeshId(mesh),
            list,
            new Dot(new Writer(new NodeId(node), incarnation), (long)wire.Seq),
            wire.Seq == 1 ? null : previous,
            dependencies,
            meshDependencies,
            new HybridTimestamp(wire.Timestamp),
            [.. wire.Transactions.Select(ChangeCodec.FromWire)],
            unknown);
        return null;
    }

    private static bool TryReadAll(Google.Protobuf.Collections.RepeatedField<ByteString> values, out ImmutableArray<Hash256> hashes)
    {
        hashes = [];
        if (values.Count > MaxDependencies || values.Any(v => v.Length != Hash256.Size))
        {
            return false;
        }

        hashes = [.. values.Select(v => new Hash256(v.Span))];
        return true;
    }

    private static ByteString Bytes(Hash256 hash) => UnsafeByteOperations.UnsafeWrap(hash.ToArray());
}
