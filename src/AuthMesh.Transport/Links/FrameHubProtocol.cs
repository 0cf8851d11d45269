using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace AuthMesh.Transport.Links;

/// <summary>A SignalR hub protocol that carries one thing: frames of bytes, as they are.</summary>
/// <remarks>
/// A message is its length (4 bytes, big-endian, not counting itself), a kind (1 byte) and the content: a frame, nothing (ping), or a
/// reason in UTF-8 (close). JSON would carry the same at a third more bytes and several times the work. A length above the limit ends the
/// connection before anything of the message is kept.
/// </remarks>
internal sealed class FrameHubProtocol(InboundWindow? window = null) : IHubProtocol
{
    /// <summary>The one method of both ends.</summary>
    public const string Method = "Frame";

    public const string ProtocolName = "authmesh-frames";

    /// <summary>Bytes around a frame.</summary>
    public const int Overhead = LengthSize + 1;

    private const int LengthSize = 4;
    private const int MaxLength = MeshOptions.MaxFrameBytes + 1;

    private enum Kind : byte
    {
        Frame = 1,
        Ping = 2,
        Close = 3,
    }

    public string Name => ProtocolName;

    public int Version => 1;

    public TransferFormat TransferFormat => TransferFormat.Binary;

    public bool IsVersionSupported(int version) => version == Version;

    public bool TryParseMessage(ref ReadOnlySequence<byte> input, IInvocationBinder binder, [NotNullWhen(true)] out HubMessage? message)
    {
        message = null;
        var reader = new SequenceReader<byte>(input);
        if (!reader.TryReadBigEndian(out int length))
        {
            return false;
        }

        if (length is < 1 or > MaxLength)
        {
            throw new InvalidDataException($"A message of {(uint)length} bytes; allowed are 1 to {MaxLength}.");
        }

        if (reader.Remaining < length)
        {
            return false;
        }

        _ = reader.TryRead(out var kind);
        var content = input.Slice(Overhead, length - 1);
        message = Read((Kind)kind, content);
        input = input.Slice(content.End);
        return true;
    }

    public void WriteMessage(HubMessage message, IBufferWriter<byte> output)
    {
        switch (message)
        {
            case InvocationMessage { Target: Method, Arguments: [ReadOnlyMemory<byte> frame] }:
                Write(Kind.Frame, frame.Span, output);
                break;
            case PingMessage:
                Write(Kind.Ping, [], output);
                break;
            case CloseMessage close:
                Write(Kind.Close, Encoding.UTF8.GetBytes(close.Error ?? ""), output);
                break;
            default:
                throw new NotSupportedException($"A link carries no {message.GetType().Name}.");
        }
    }

    public ReadOnlyMemory<byte> GetMessageBytes(HubMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteMessage(message, buffer);
        return buffer.WrittenMemory;
    }

    private HubMessage Read(Kind kind, ReadOnlySequence<byte> content)
    {
        switch (kind)
        {
            case Kind.Frame:
                window?.Enter((int)content.Length);
                return new InvocationMessage(Method, [new ReadOnlyMemory<byte>(content.ToArray())]);
            case Kind.Ping:
                return PingMessage.Instance;
            case Kind.Close:
                return new CloseMessage(content.IsEmpty ? null : Encoding.UTF8.GetString(content));
            default:
                throw new InvalidDataException($"A message of an unknown kind ({(byte)kind}).");
        }
    }

    private static void Write(Kind kind, ReadOnlySpan<byte> content, IBufferWriter<byte> output)
    {
        var head = output.GetSpan(Overhead);
        BinaryPrimitives.WriteInt32BigEndian(head, content.Length + 1);
        head[LengthSize] = (byte)kind;
        output.Advance(Overhead);
        output.Write(content);
    }
}
