using AuthMesh.Core.Replication.Wire;

namespace AuthMesh.Simulation;

/// <summary>What went over the simulated wires, by kind of message.</summary>
public sealed class Traffic
{
    /// <summary>Messages by kind.</summary>
    public Dictionary<LinkMessage.KindOneofCase, long> Messages { get; } = [];

    /// <summary>Batches carried: each copy counts.</summary>
    public long Payloads { get; private set; }

    /// <summary>All bytes.</summary>
    public long Bytes { get; private set; }

    internal void Count(ReadOnlyMemory<byte> frame)
    {
        var message = LinkMessage.Parser.ParseFrom(frame.Span);
        Messages[message.KindCase] = Messages.GetValueOrDefault(message.KindCase) + 1;
        Payloads += message.Batches?.Batches_.Count ?? 0;
        Bytes += frame.Length;
    }
}
