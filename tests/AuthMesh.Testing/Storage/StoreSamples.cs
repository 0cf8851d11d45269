using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>Well-formed things to store. Their hashes and signatures prove nothing: a store does not look at them.</summary>
public static class StoreSamples
{
    public static ListName Warehouse { get; } = ListName.Parse("warehouse");

    /// <summary>A hash that belongs to this text alone.</summary>
    public static Hash256 Hash(string text) => new(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static NodeId Node(int n) => new(Hash($"node {n}"));

    public static Writer Writer(int n) => new(Node(n), new Incarnation((UInt128)n << 100 | 7));

    public static Dot Dot(int writer, long seq) => new(Writer(writer), seq);

    public static JournalBatch Batch(int writer, long seq, ListName? list = null, int bodySize = 100, StoredPast? past = null) => new(
        list ?? ListName.Default,
        Dot(writer, seq),
        Hash($"{list} {writer} {seq}"),
        Enumerable.Range(0, bodySize).Select(i => (byte)((i * 31) + seq)).ToArray(),
        Enumerable.Range(0, 64).Select(i => (byte)(i + writer)).ToArray(),
        past ?? new StoredPast(false, [Dot(writer, Math.Max(1, seq - 1))], []));

    public static Head Put(int writer, long seq, Details? details = null, int index = 0, bool denyOnly = false) => new(
        Dot(writer, seq),
        Hash($"batch {writer} {seq}"),
        index,
        new HybridTimestamp((ulong)(1_700_000_000_000 + seq) << 16),
        ChangeOperation.Put,
        details ?? Details.None,
        "admin:anna",
        denyOnly);

    public static Head Remove(int writer, long seq, int index = 0) =>
        Put(writer, seq, index: index) with { Operation = ChangeOperation.Remove };

    public static ListRecord Record(RecordKey key, params Head[] heads) => new(key, [.. heads]);

    public static EntryKey Entry(string subject, string action = "read", string resource = "doc:/a", Effect effect = Effect.Allow) =>
        new(effect, subject, action, resource);

    public static MembershipKey Membership(string child, string parent) => new(new EntityRef(child), new EntityRef(parent));

    public static AttributeKey Attribute(string entity, string name) => new(new EntityRef(entity), name);

    public static Details Value(string json) => new(Window.Always, Value: json);

    public static Details Note(string note) => new(Window.Always, note);

    public static StoredList List(ListName name, bool ready = true, long entries = 0) => new(
        name,
        ready,
        [Hash($"{name} a"), Hash($"{name} b")],
        Enumerable.Range(0, 256).Select(i => (byte)i).ToArray(),
        new ListCounts(entries, 2, 3, 4, 5));

    public static StoredInvitation Invitation(string id, long expiresAt = 1_000, int usesLeft = 2) =>
        new(id, Hash(id).ToArray(), expiresAt, usesLeft, NeedsApproval: true, Steward: false, "admin:anna");

    public static PendingNode Pending(int n, string name = "Zürich 2") =>
        new(Node(n), new byte[] { 1, 2, (byte)n }, name, "https://zrh2.example:7443", Steward: true, RequestedAt: 1234);
}
