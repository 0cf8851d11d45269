using System.Text;
using System.Text.Json;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using Google.Protobuf;
using Wire = AuthMesh.Core.Journal.Wire;

namespace AuthMesh.Core.Roster;

/// <summary>What an admission says of a node.</summary>
public sealed record Admission(ReadOnlyMemory<byte> PublicKey, string Name, string Address, bool Steward)
{
    /// <summary>The node that the key belongs to.</summary>
    public NodeId Node => NodeId.OfPublicKey(PublicKey.Span);

    internal Wire.NodeAdmission ToWire() => new()
    {
        PublicKey = UnsafeByteOperations.UnsafeWrap(PublicKey),
        Name = Name,
        Address = Address,
        Steward = Steward,
    };
}

/// <summary>A node's name and address.</summary>
public sealed record NodeDescription(string Name, string Address)
{
    internal Wire.NodeDescription ToWire(NodeId node) => new()
    {
        NodeId = UnsafeByteOperations.UnsafeWrap(node.Value.ToArray()),
        Name = Name,
        Address = Address,
    };
}

/// <summary>Between roster records and their values, which are canonical JSON like those of attributes.</summary>
public static class RosterValues
{
    /// <summary>The change that admits a node.</summary>
    public static Change Put(Admission admission) => Change.Put(new NodeAdmissionKey(admission.Node), Value(json =>
    {
        json.WriteString("address", admission.Address);
        json.WriteBase64String("key", admission.PublicKey.Span);
        json.WriteString("name", admission.Name);
        json.WriteBoolean("steward", admission.Steward);
    }));

    /// <summary>The change that names a node.</summary>
    public static Change Put(NodeId node, NodeDescription description) => Change.Put(new NodeDescriptionKey(node), Value(json =>
    {
        json.WriteString("address", description.Address);
        json.WriteString("name", description.Name);
    }));

    /// <summary>The change that declares a list.</summary>
    public static Change Put(ListName list) => Change.Put(new ListDeclarationKey(list));

    /// <summary>Reads the value of an admission.</summary>
    public static Admission ReadAdmission(string value)
    {
        using var json = JsonDocument.Parse(value);
        var root = json.RootElement;
        return new Admission(
            root.GetProperty("key").GetBytesFromBase64(),
            root.GetProperty("name").GetString()!,
            root.GetProperty("address").GetString()!,
            root.GetProperty("steward").GetBoolean());
    }

    /// <summary>Reads the value of a description.</summary>
    public static NodeDescription ReadDescription(string value)
    {
        using var json = JsonDocument.Parse(value);
        return new NodeDescription(json.RootElement.GetProperty("name").GetString()!, json.RootElement.GetProperty("address").GetString()!);
    }

    internal static Change PutOf(Wire.NodeAdmission wire) => Put(new Admission(wire.PublicKey.ToByteArray(), wire.Name, wire.Address, wire.Steward));

    /// <summary>Null when it names no node: then there is nothing to apply.</summary>
    internal static Change? PutOf(Wire.NodeDescription wire) =>
        Hash256.TryRead(wire.NodeId.Span, out var node) ? Put(new NodeId(node), new NodeDescription(wire.Name, wire.Address)) : null;

    /// <summary>Null when it names no list: then there is nothing to apply.</summary>
    internal static Change? PutOf(Wire.ListDeclaration wire) => ListName.TryParse(wire.Name, out var list) && !list.IsMesh ? Put(list) : null;

    private static Details Value(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Details.None with { Value = Encoding.UTF8.GetString(buffer.ToArray()) };
    }
}
