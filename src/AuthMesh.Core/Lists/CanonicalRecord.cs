using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Lists;

/// <summary>The bytes of a record that every node must agree on. Layout: <c>docs/canonical-record.md</c>.</summary>
/// <remarks>Only what the heads' batches say, and whether a cut holds them, goes in; nothing of this node. Two records have the same
/// bytes exactly when their lists, keys and heads are equal: every variable part carries its length.</remarks>
public static class CanonicalRecord
{
    /// <summary>The canonical form of a record of a list.</summary>
    public static byte[] Encode(ListName list, ListRecord record)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Text(list.Value);
        bytes.Key(record.Key);
        bytes.Number((uint)record.Heads.Length);
        foreach (var head in record.Heads)
        {
            bytes.Head(head);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Key(this ArrayBufferWriter<byte> bytes, RecordKey key)
    {
        bytes.Byte((byte)key.Kind);
        switch (key)
        {
            case EntryKey entry:
                bytes.Number((uint)entry.Effect);
                bytes.Text(entry.Subject);
                bytes.Text(entry.Action);
                bytes.Text(entry.Resource);
                bytes.Text(entry.Condition);
                bytes.Text(entry.Unknown);
                break;
            case MembershipKey membership:
                bytes.Text(membership.Child.Value);
                bytes.Text(membership.Parent.Value);
                bytes.Text(membership.Unknown);
                break;
            case AttributeKey attribute:
                bytes.Text(attribute.Entity.Value);
                bytes.Text(attribute.Name);
                bytes.Text(attribute.Unknown);
                break;
            case NodeAdmissionKey admission:
                bytes.Hash(admission.Node.Value);
                break;
            case NodeDescriptionKey description:
                bytes.Hash(description.Node.Value);
                break;
            case ListDeclarationKey declaration:
                bytes.Text(declaration.List.Value);
                break;
            case ListSettingKey setting:
                bytes.Text(setting.List.Value);
                bytes.Text(setting.Name);
                bytes.Text(setting.Unknown);
                break;
            default:
                throw new ArgumentException($"No canonical form for a key of type {key.GetType().Name}.", nameof(key));
        }
    }

    private static void Head(this ArrayBufferWriter<byte> bytes, Head head)
    {
        bytes.Hash(head.Dot.Writer.Node.Value);
        BinaryPrimitives.WriteUInt128BigEndian(bytes.Next(Incarnation.Size), head.Dot.Writer.Incarnation.Value);
        bytes.Number(head.Dot.Seq);
        bytes.Hash(head.Batch);
        bytes.Number((uint)head.Index);
        bytes.Byte((byte)head.Operation);
        bytes.Byte(head.DenyOnly ? (byte)1 : (byte)0);
        bytes.Number(head.Details.Window.NotBefore);
        bytes.Number(head.Details.Window.ExpiresAt);
        bytes.Text(head.Details.Note);
        bytes.Text(head.Details.Value);
    }

    private static void Byte(this ArrayBufferWriter<byte> bytes, byte value) => bytes.Next(1)[0] = value;

    private static void Number(this ArrayBufferWriter<byte> bytes, uint value) =>
        BinaryPrimitives.WriteUInt32BigEndian(bytes.Next(sizeof(uint)), value);

    private static void Number(this ArrayBufferWriter<byte> bytes, long value) =>
        BinaryPrimitives.WriteInt64BigEndian(bytes.Next(sizeof(long)), value);

    private static void Hash(this ArrayBufferWriter<byte> bytes, Hash256 hash) => hash.CopyTo(bytes.Next(Hash256.Size));

    private static void Text(this ArrayBufferWriter<byte> bytes, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        bytes.Number((uint)length);
        Encoding.UTF8.GetBytes(text, bytes.Next(length));
    }

    private static Span<byte> Next(this ArrayBufferWriter<byte> bytes, int length)
    {
        var span = bytes.GetSpan(length)[..length];
        bytes.Advance(length);
        return span;
    }
}
