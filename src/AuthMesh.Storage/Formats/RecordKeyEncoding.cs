using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Storage.Database;

namespace AuthMesh.Storage.Formats;

// A record's key as bytes that compare as the key's fields do, one after the other: first the kind, then subject, action, resource and
// so on. So the table's own order is the order in which people read a list, and all records of one subject lie together.
//
// A text is its UTF-8 with a zero byte at the end; a zero byte inside is followed by 0xFF, which no UTF-8 text begins with
// (the tuple layer of FoundationDB does the same).

/// <summary>All of a record's key in one value that sorts by its fields.</summary>
internal static class RecordKeyEncoding
{
    private const byte Terminator = 0x00, EscapedZero = 0xFF;

    /// <summary>Writes a key.</summary>
    public static byte[] Encode(ByteWriter bytes, RecordKey key)
    {
        bytes.Reset();
        bytes.Byte((byte)key.Kind);
        switch (key)
        {
            case EntryKey entry:
                Text(bytes, entry.Subject);
                Text(bytes, entry.Action);
                Text(bytes, entry.Resource);
                bytes.Byte((byte)entry.Effect);
                Text(bytes, entry.Condition);
                Text(bytes, entry.Unknown);
                break;
            case MembershipKey membership:
                Text(bytes, membership.Child.Value);
                Text(bytes, membership.Parent.Value);
                Text(bytes, membership.Unknown);
                break;
            case AttributeKey attribute:
                Text(bytes, attribute.Entity.Value);
                Text(bytes, attribute.Name);
                Text(bytes, attribute.Unknown);
                break;
            case NodeAdmissionKey admission:
                Text(bytes, admission.Node.ToString());
                break;
            case NodeDescriptionKey description:
                Text(bytes, description.Node.ToString());
                break;
            case ListDeclarationKey declaration:
                Text(bytes, declaration.List.Value);
                break;
            case ListSettingKey setting:
                Text(bytes, setting.List.Value);
                Text(bytes, setting.Name);
                Text(bytes, setting.Unknown);
                break;
            default:
                throw new NotSupportedException($"Keys of kind {key.Kind} have no stored form.");
        }

        return bytes.Take();
    }

    /// <summary>Reads a key.</summary>
    /// <exception cref="InvalidDataException">The bytes are no key.</exception>
    public static RecordKey Decode(ReadOnlySpan<byte> stored)
    {
        var bytes = new ByteReader(stored);
        RecordKey key = (RecordKind)bytes.Byte() switch
        {
            RecordKind.Entry => DecodeEntry(ref bytes),
            RecordKind.Membership => new MembershipKey(new EntityRef(Text(ref bytes)), new EntityRef(Text(ref bytes)), Text(ref bytes)),
            RecordKind.Attribute => new AttributeKey(new EntityRef(Text(ref bytes)), Text(ref bytes), Text(ref bytes)),
            RecordKind.NodeAdmission => new NodeAdmissionKey(Node(ref bytes)),
            RecordKind.NodeDescription => new NodeDescriptionKey(Node(ref bytes)),
            RecordKind.ListDeclaration => new ListDeclarationKey(List(ref bytes)),
            RecordKind.ListSetting => new ListSettingKey(List(ref bytes), Text(ref bytes), Text(ref bytes)),
            _ => throw new InvalidDataException("A record of a kind that this version does not know is stored."),
        };
        bytes.End();
        return key;
    }

    /// <summary>What the keys of a kind begin with whose first texts are these.</summary>
    public static byte[] Prefix(RecordKind kind, params ReadOnlySpan<string> texts)
    {
        var bytes = new ByteWriter();
        bytes.Byte((byte)kind);
        foreach (var text in texts)
        {
            Text(bytes, text);
        }

        return bytes.Take();
    }

    /// <summary>Greater than every key that begins with this prefix, and not greater than any other key that is greater than those.</summary>
    /// <remarks>Nothing but an escaped zero byte, which makes it another text, can follow a prefix with 0xFF.</remarks>
    public static byte[] After(byte[] prefix) => [.. prefix, EscapedZero];

    private static EntryKey DecodeEntry(ref ByteReader bytes)
    {
        var (subject, action, resource) = (Text(ref bytes), Text(ref bytes), Text(ref bytes));
        return new EntryKey((Effect)bytes.Byte(), subject, action, resource, Text(ref bytes), Text(ref bytes));
    }

    private static NodeId Node(ref ByteReader bytes) =>
        NodeId.TryParse(Text(ref bytes), out var node) ? node : throw new InvalidDataException("A stored node id is none.");

    private static ListName List(ref ByteReader bytes) =>
        ListName.TryParse(Text(ref bytes), out var list) ? list : throw new InvalidDataException("A stored list name is none.");

    private static void Text(ByteWriter bytes, string text)
    {
        ReadOnlySpan<byte> utf8 = ByteWriter.StrictUtf8.GetBytes(text);
        for (var zero = utf8.IndexOf((byte)0); zero >= 0; zero = utf8.IndexOf((byte)0))
        {
            bytes.Raw(utf8[..zero]);
            bytes.Byte(Terminator);
            bytes.Byte(EscapedZero);
            utf8 = utf8[(zero + 1)..];
        }

        bytes.Raw(utf8);
        bytes.Byte(Terminator);
    }

    private static string Text(ref ByteReader bytes)
    {
        var text = ByteReader.Decode(bytes.Until(Terminator));
        while (bytes.Skip(EscapedZero))
        {
            text += '\0' + ByteReader.Decode(bytes.Until(Terminator));
        }

        return text;
    }
}
