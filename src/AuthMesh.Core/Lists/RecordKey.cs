using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Lists;

/// <summary>The kinds of record. The numbers are part of the canonical form and never change.</summary>
public enum RecordKind : byte
{
    /// <summary>Effect, subject, action, resource, condition.</summary>
    Entry = 1,

    /// <summary>Child in parent.</summary>
    Membership = 2,

    /// <summary>A named JSON value of an entity.</summary>
    Attribute = 3,

    /// <summary>A node is in the mesh (list <c>mesh</c>).</summary>
    NodeAdmission = 16,

    /// <summary>A node's name and address (list <c>mesh</c>).</summary>
    NodeDescription = 17,

    /// <summary>A list exists (list <c>mesh</c>).</summary>
    ListDeclaration = 18,

    /// <summary>A named setting of a list (list <c>mesh</c>).</summary>
    ListSetting = 19,
}

/// <summary>What a record is about: its content without the details. Two changes concern the same record when their keys are equal.</summary>
public abstract record RecordKey
{
    private protected RecordKey()
    {
    }

    /// <summary>Which kind of record.</summary>
    public abstract RecordKind Kind { get; }

    /// <summary>False when this version cannot tell all that the key says: the record then counts for denying, never for allowing.</summary>
    public virtual bool IsUnderstood => true;
}

/// <summary>The key of an entry. Patterns as in design §3; <see cref="Condition"/> is empty for none.</summary>
/// <param name="Unknown">Serialised fields that this version does not know, in hexadecimal; empty for none. They make the entry unknown: it denies and never allows.</param>
public sealed record EntryKey(Effect Effect, string Subject, string Action, string Resource, string Condition = "", string Unknown = "") : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Entry;

    /// <inheritdoc/>
    /// <remarks>An effect of another number comes from a newer version. A condition may, too; whether it compiles is found out where it is evaluated.</remarks>
    public override bool IsUnderstood => Unknown.Length == 0 && Effect is Effect.Allow or Effect.Deny;
}

/// <summary>The key of a membership: <paramref name="Child"/> is in <paramref name="Parent"/>.</summary>
public sealed record MembershipKey(EntityRef Child, EntityRef Parent, string Unknown = "") : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Membership;

    /// <inheritdoc/>
    public override bool IsUnderstood => Unknown.Length == 0;
}

/// <summary>The key of an attribute.</summary>
public sealed record AttributeKey(EntityRef Entity, string Name, string Unknown = "") : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.Attribute;

    /// <inheritdoc/>
    public override bool IsUnderstood => Unknown.Length == 0;
}

/// <summary>The key of a node's admission.</summary>
public sealed record NodeAdmissionKey(NodeId Node) : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.NodeAdmission;
}

/// <summary>The key of a node's name and address.</summary>
public sealed record NodeDescriptionKey(NodeId Node) : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.NodeDescription;
}

/// <summary>The key of a list's declaration.</summary>
public sealed record ListDeclarationKey(ListName List) : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.ListDeclaration;
}

/// <summary>The key of one setting of a list. Each setting is a record of its own: so each is merged by itself, and a version that does not know one sees that it is there.</summary>
public sealed record ListSettingKey(ListName List, string Name, string Unknown = "") : RecordKey
{
    /// <inheritdoc/>
    public override RecordKind Kind => RecordKind.ListSetting;

    /// <inheritdoc/>
    public override bool IsUnderstood => Unknown.Length == 0 && Name == ListSettings.StoredOnlyName;
}
