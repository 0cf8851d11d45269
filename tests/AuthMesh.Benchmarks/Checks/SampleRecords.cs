using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>Records as one writer would have put them.</summary>
internal static class SampleRecords
{
    private static readonly Dot _dot = new(new Writer(new NodeId(new Hash256(new byte[Hash256.Size])), new Incarnation(1)), 1);

    public static ListRecord Allow(string subject, string action, string resource, string condition = "") =>
        Put(new EntryKey(Effect.Allow, subject, action, resource, condition));

    public static ListRecord Deny(string subject, string action, string resource, string condition = "") =>
        Put(new EntryKey(Effect.Deny, subject, action, resource, condition));

    public static ListRecord Member(string child, string parent, Window? window = null) =>
        Put(new MembershipKey(new EntityRef(child), new EntityRef(parent)), window is { } limited ? new Details(limited) : Details.None);

    public static ListRecord Attribute(string entity, string name, string json) =>
        Put(new AttributeKey(new EntityRef(entity), name), new Details(Window.Always, Value: json));

    private static ListRecord Put(RecordKey key, Details? details = null) =>
        new(key, [new Head(_dot, default, 0, default, ChangeOperation.Put, details ?? Details.None, "admin:sample")]);
}
