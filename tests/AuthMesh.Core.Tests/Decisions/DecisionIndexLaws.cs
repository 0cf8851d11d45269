using System.Collections.Immutable;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;
using FsCheck;
using FsCheck.Fluent;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class DecisionIndexLaws
{
    private static readonly Site[] _sites = [new("a"), new("b"), new("c")];

    [Fact]
    public void The_index_agrees_with_the_reference_on_every_question() =>
        ForAllWorlds((records, tape) =>
        {
            var index = DecisionIndex.Build(records);
            var instant = tape.Of(Worlds.Instants);
            foreach (var request in Questions(tape))
            {
                var expected = ReferenceDecision.IsAllowed(records, request, instant);
                Assert.True(expected == index.IsAllowed(request, instant), $"{request} at {instant}: expected {expected}");
            }
        });

    [Fact]
    public void The_order_of_records_never_matters() =>
        ForAllWorlds((records, tape) =>
            AssertSame(DecisionIndex.Build(records), DecisionIndex.Build(records.OrderBy(_ => tape.Next(256))), tape));

    [Fact]
    public void Records_given_twice_never_matter() =>
        ForAllWorlds((records, tape) =>
            AssertSame(DecisionIndex.Build(records), DecisionIndex.Build(records.Concat(records)).With(records.Take(3)), tape));

    [Fact]
    public void An_answer_does_not_depend_on_what_was_asked_before() =>
        ForAllWorlds((records, tape) =>
        {
            var index = DecisionIndex.Build(records);
            var instant = tape.Of(Worlds.Instants);
            var questions = Questions(tape);
            var answers = questions.ToDictionary(question => question, question => index.IsAllowed(question, instant));

            Assert.All(questions.OrderBy(_ => tape.Next(256)), question => Assert.Equal(answers[question], index.IsAllowed(question, instant)));
        });

    [Fact]
    public void Changes_one_after_the_other_lead_to_the_index_of_the_whole() =>
        ForAllWorlds((records, tape) =>
        {
            // Each record comes first as something else, some are there for a while only.
            var index = DecisionIndex.Empty;
            foreach (var record in records)
            {
                index = index.With([record with { Heads = Heads(tape, record.Key) }]);
            }

            foreach (var chunk in records.Chunk(1 + tape.Next(3)))
            {
                index = index.With(chunk);
            }

            AssertSame(DecisionIndex.Build(records), index, tape);
        });

    [Fact]
    public void Nothing_is_left_of_removed_records() =>
        ForAllWorlds((records, _) =>
        {
            var removal = new Head(new Dot(_sites[0].Writer, 9), default, 0, default, ChangeOperation.Remove, Details.None, "admin:test");

            var index = DecisionIndex.Build(records).With([.. records.Select(record => record with { Heads = [removal] })]);

            Assert.True(index.IsEmpty);
        });

    [Fact]
    public void An_index_does_not_change_when_a_newer_one_is_made_of_it() =>
        ForAllWorlds((records, tape) =>
        {
            var half = records.Take(records.Count / 2).ToList();
            var index = DecisionIndex.Build(half);

            index.With(records);

            AssertSame(DecisionIndex.Build(half), index, tape);
        });

    [Fact]
    public void A_new_deny_never_grants() =>
        ForAllWorlds((records, tape) =>
        {
            var key = Worlds.Key(tape);
            var deny = key is EntryKey entry ? entry with { Effect = Effect.Deny } : new EntryKey(Effect.Deny, "*", "read", "doc:*");
            var more = records.Where(record => record.Key != deny).Append(new ListRecord(deny, Heads(tape, deny)));

            AssertNoGrant(records.Where(record => record.Key != deny), more, tape);
        });

    [Fact]
    public void A_removed_allow_never_grants() =>
        ForAllWorlds((records, tape) =>
        {
            var allows = records.Where(record => record.Key is EntryKey { Effect: Effect.Allow }).ToList();
            var removed = allows.Count == 0 ? null : tape.Of(allows);

            AssertNoGrant(records, records.Where(record => record != removed), tape);
        });

    [Fact]
    public void A_contested_record_never_grants_what_its_put_alone_would_not() =>
        ForAllWorlds((records, tape) =>
        {
            var removal = new Head(new Dot(_sites[0].Writer, 9), default, 0, default, ChangeOperation.Remove, Details.None, "admin:test");
            var contested = tape.Next(Math.Max(1, records.Count));

            AssertNoGrant(records, records.Select((record, at) => at == contested ? record with { Heads = record.Heads.Add(removal) } : record), tape);
        });

    private static void ForAllWorlds(Action<IReadOnlyList<ListRecord>, Tape> law) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(300), Prop.ForAll((byte[] bytes, byte[] choices) =>
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
    private static ImmutableArray<Head> Heads(Tape tape, RecordKey key) =>
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

    private static List<AccessRequest> Questions(Tape tape)
    {
        var facts = Worlds.Facts(tape);
        return [.. Worlds.Questions.Select(question => new AccessRequest(question.Subject, question.Action, question.Resource, facts))];
    }

    private static void AssertSame(DecisionIndex expected, DecisionIndex actual, Tape tape)
    {
        var instant = tape.Of(Worlds.Instants);
        Assert.All(Questions(tape), question => Assert.Equal(expected.IsAllowed(question, instant), actual.IsAllowed(question, instant)));
    }

    private static void AssertNoGrant(IEnumerable<ListRecord> before, IEnumerable<ListRecord> after, Tape tape)
    {
        var (more, less) = (DecisionIndex.Build(before), DecisionIndex.Build(after));
        var instant = tape.Of(Worlds.Instants);
        Assert.All(Questions(tape), question => Assert.False(less.IsAllowed(question, instant) && !more.IsAllowed(question, instant)));
    }
}
