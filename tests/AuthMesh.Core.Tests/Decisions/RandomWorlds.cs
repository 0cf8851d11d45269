using System.Collections.Immutable;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

/// <summary>Random lists over the universe of <see cref="Worlds"/>, for laws that must hold of every list.</summary>
internal static class RandomWorlds
{
    private static readonly Site[] _sites = [new("a"), new("b"), new("c")];

    /// <summary>A record's only head when it is in force at all times.</summary>
    public static ImmutableArray<Head> InForce { get; } =
        [new(new Dot(_sites[0].Writer, 1), default, 0, default, ChangeOperation.Put, Details.None, "admin:test")];

    /// <param name="law">Gets a world, and a tape for its own choices.</param>
    /// <param name="size">Bytes of the largest; a record takes about ten.</param>
    public static void ForAll(Action<IReadOnlyList<ListRecord>, Tape> law, int size = 300) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(size), Prop.ForAll((byte[] bytes, byte[] choices) =>
        {
            var tape = new Tape(bytes);
            var records = new Dictionary<RecordKey, ListRecord>();
            while (!tape.AtEnd)
            {
                var key = Worlds.Key(tape);
                records[key] = new ListRecord(key, Heads(tape, key));
            }

            law([.. records.Values], new Tape(choices));
        }));

    /// <summary>One head as a rule; else up to three that did not see each other.</summary>
    public static ImmutableArray<Head> Heads(Tape tape, RecordKey key) =>
    [
        .. _sites.Take(tape.OneIn(4) ? 3 : 1).OrderBy(site => site.Writer).Select(site => new Head(
            new Dot(site.Writer, 1),
            site.Writer.Node.Value,
            0,
            default,
            tape.OneIn(6) ? ChangeOperation.Remove : ChangeOperation.Put,
            Worlds.Details(tape, key),
            "admin:test",
            DenyOnly: tape.OneIn(12))),
    ];
}
