using AuthMesh.Core.Lists;
using AuthMesh.Core.Roster;
using Google.Protobuf;

namespace AuthMesh.Core.Journal;

/// <summary>Between transactions and their wire form.</summary>
internal static class ChangeCodec
{
    public static Wire.Transaction ToWire(Transaction transaction)
    {
        var wire = new Wire.Transaction { Actor = transaction.Actor, Note = transaction.Note };
        wire.Changes.AddRange(transaction.Changes.Select(ToWire));
        return wire;
    }

    public static Transaction FromWire(Wire.Transaction wire) =>
        new(wire.Actor, wire.Note, [.. wire.Changes.Select(FromWire).OfType<Change>()]);

    /// <summary>True when the transaction holds something that this version cannot read.</summary>
    public static bool HasUnknownKinds(Wire.Transaction wire) =>
        wire.HasUnknownFields || wire.Changes.Any(c => c.KindCase == Wire.Change.KindOneofCase.None || c.HasUnknownFields);

    private static Wire.Change ToWire(Change change)
    {
        var put = change.Operation == ChangeOperation.Put;
        var wire = change.Key switch
        {
            EntryKey key when put => new Wire.Change { PutEntry = ToWire(key) },
            EntryKey key => new Wire.Change { RemoveEntry = ToWire(key) },
            MembershipKey key when put => new Wire.Change { PutMembership = ToWire(key) },
            MembershipKey key => new Wire.Change { RemoveMembership = ToWire(key) },
            AttributeKey key when put => new Wire.Change { SetAttribute = ToWire(key, change.Details.Value) },
            AttributeKey key => new Wire.Change { RemoveAttribute = ToWire(key, "") },
            NodeAdmissionKey when put => new Wire.Change { AdmitNode = RosterValues.ReadAdmission(change.Details.Value).ToWire() },
            NodeDescriptionKey key when put => new Wire.Change { DescribeNode = RosterValues.ReadDescription(change.Details.Value).ToWire(key.Node) },
            ListDeclarationKey key when put => new Wire.Change { DeclareList = new Wire.ListDeclaration { Name = key.List.Value } },
            ListSettingKey key when put => new Wire.Change { SetListSetting = ToWire(key, change.Details.Value) },
            ListSettingKey key => new Wire.Change { RemoveListSetting = ToWire(key, "") },
            _ => throw new ArgumentException($"A {change.Operation} of {change.Key.Kind} has no wire form.", nameof(change)),
        };
        if (put && ToWire(change.Details) is { } details)
        {
            wire.Details = details;
        }

        return wire;
    }

    /// <summary>Null for a kind that this version does not know, and for what names nothing that there could be.</summary>
    private static Change? FromWire(Wire.Change wire)
    {
        var details = FromWire(wire.Details, "");
        return wire.KindCase switch
        {
            Wire.Change.KindOneofCase.PutEntry => Change.Put(Key(wire.PutEntry, wire.Details), details),
            Wire.Change.KindOneofCase.RemoveEntry => Change.Remove(Key(wire.RemoveEntry, null)),
            Wire.Change.KindOneofCase.PutMembership => Change.Put(Key(wire.PutMembership, wire.Details), details),
            Wire.Change.KindOneofCase.RemoveMembership => Change.Remove(Key(wire.RemoveMembership, null)),
            Wire.Change.KindOneofCase.SetAttribute => Change.Put(Key(wire.SetAttribute, wire.Details), details with { Value = wire.SetAttribute.Value }),
            Wire.Change.KindOneofCase.RemoveAttribute => Change.Remove(Key(wire.RemoveAttribute, null)),
            Wire.Change.KindOneofCase.AdmitNode => RosterValues.PutOf(wire.AdmitNode),
            Wire.Change.KindOneofCase.DescribeNode => RosterValues.PutOf(wire.DescribeNode),
            Wire.Change.KindOneofCase.DeclareList => RosterValues.PutOf(wire.DeclareList),
            Wire.Change.KindOneofCase.SetListSetting =>
                Key(wire.SetListSetting, wire.Details) is { } key ? Change.Put(key, details with { Value = wire.SetListSetting.Value }) : null,
            Wire.Change.KindOneofCase.RemoveListSetting => Key(wire.RemoveListSetting, null) is { } key ? Change.Remove(key) : null,
            _ => null,
        };
    }

    private static Wire.Entry ToWire(EntryKey key)
    {
        var wire = new Wire.Entry
        {
            Effect = (Wire.Effect)key.Effect,
            Subject = key.Subject,
            Action = key.Action,
            Resource = key.Resource,
            Condition = key.Condition,
        };
        wire.MergeFrom(Convert.FromHexString(key.Unknown));
        return wire;
    }

    private static Wire.Membership ToWire(MembershipKey key)
    {
        var wire = new Wire.Membership { Child = key.Child.Value, Parent = key.Parent.Value };
        wire.MergeFrom(Convert.FromHexString(key.Unknown));
        return wire;
    }

    private static Wire.Attribute ToWire(AttributeKey key, string value)
    {
        var wire = new Wire.Attribute { Entity = key.Entity.Value, Name = key.Name, Value = value };
        wire.MergeFrom(Convert.FromHexString(key.Unknown));
        return wire;
    }

    private static Wire.ListSetting ToWire(ListSettingKey key, string value)
    {
        var wire = new Wire.ListSetting { List = key.List.Value, Name = key.Name, Value = value };
        wire.MergeFrom(Convert.FromHexString(key.Unknown));
        return wire;
    }

    /// <summary>An effect that this version does not know is read as a denial with an unknown field: it cannot grant.</summary>
    private static EntryKey Key(Wire.Entry wire, Wire.Details? details)
    {
        var unknown = wire.UnknownFields + details?.UnknownFields;
        return wire.Effect is Wire.Effect.Allow or Wire.Effect.Deny
            ? new EntryKey((Effect)wire.Effect, wire.Subject, wire.Action, wire.Resource, wire.Condition, unknown)
            : new EntryKey(Effect.Deny, wire.Subject, wire.Action, wire.Resource, wire.Condition, EffectField(wire.Effect) + unknown);
    }

    private static MembershipKey Key(Wire.Membership wire, Wire.Details? details) =>
        new(new EntityRef(wire.Child), new EntityRef(wire.Parent), wire.UnknownFields + details?.UnknownFields);

    private static AttributeKey Key(Wire.Attribute wire, Wire.Details? details) =>
        new(new EntityRef(wire.Entity), wire.Name, wire.UnknownFields + details?.UnknownFields);

    /// <summary>Null when it names no list: then there is nothing to apply.</summary>
    private static ListSettingKey? Key(Wire.ListSetting wire, Wire.Details? details) =>
        ListName.TryParse(wire.List, out var list) && !list.IsMesh ? new(list, wire.Name, wire.UnknownFields + details?.UnknownFields) : null;

    /// <summary>The serialised field of an effect, the unspecified one too.</summary>
    private static string EffectField(Wire.Effect effect) =>
        effect == Wire.Effect.Unspecified ? "0800" : Convert.ToHexStringLower(new Wire.Entry { Effect = effect }.ToByteArray());

    private static Wire.Details? ToWire(Details details)
    {
        if (details.Window == Window.Always && details.Note.Length == 0)
        {
            return null;
        }

        var wire = new Wire.Details { Note = details.Note };
        if (details.Window.NotBefore != long.MinValue) wire.NotBefore = details.Window.NotBefore;
        if (details.Window.ExpiresAt != long.MaxValue) wire.ExpiresAt = details.Window.ExpiresAt;
        return wire;
    }

    private static Details FromWire(Wire.Details? wire, string value) => wire is null
        ? Details.None with { Value = value }
        : new Details(
            new Window(wire.HasNotBefore ? wire.NotBefore : long.MinValue, wire.HasExpiresAt ? wire.ExpiresAt : long.MaxValue),
            wire.Note,
            value);
}
