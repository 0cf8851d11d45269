using AuthMesh.Core.Conditions;
using AuthMesh.Core.Decisions;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Decisions;

public sealed class DecisionIndexLaws
{
    private static readonly Head _removal =
        new(new Dot(new Site("a").Writer, 9), default, 0, default, ChangeOperation.Remove, Details.None, "admin:test");

    [Fact]
    public void The_index_agrees_with_the_reference_on_every_question() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var settings = Worlds.Settings(tape);
            var index = DecisionIndex.Build(records).Under(settings);
            var instant = tape.Of(Worlds.Instants);
            foreach (var request in Questions(tape))
            {
                var expected = ReferenceDecision.IsAllowed(records, request, instant, settings);
                Assert.True(expected == index.IsAllowed(request, instant), $"{request} at {instant}: expected {expected}");
            }
        });

    [Fact]
    public void A_condition_reads_of_the_list_what_the_reference_reads() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            // Nothing but the condition decides.
            var instant = tape.Of(Worlds.Instants);
            var condition = tape.Of(Worlds.Conditions);
            var settings = Worlds.Settings(tape);
            var allow = new ListRecord(new EntryKey(Effect.Allow, "*", "*", "*", condition), RandomWorlds.InForce);
            var deny = new ListRecord(new EntryKey(Effect.Deny, "*", "*", "*", condition), RandomWorlds.InForce);
            var always = new ListRecord(new EntryKey(Effect.Allow, "*", "*", "*"), RandomWorlds.InForce);
            var rest = records.Where(record => record.Key is not EntryKey).ToList();
            foreach (var entries in new ListRecord[][] { [allow], [deny, always] })
            {
                List<ListRecord> world = [.. entries, .. rest];
                var index = DecisionIndex.Build(world).Under(settings);
                Assert.All(Questions(tape), request =>
                    Assert.Equal(ReferenceDecision.IsAllowed(world, request, instant, settings), index.IsAllowed(request, instant)));
            }
        }, size: 600);

    [Fact]
    public void What_a_request_says_never_turns_an_answer_through_a_stored_only_attribute() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var index = DecisionIndex.Build(records.Append(new ListRecord(
                new EntryKey(Effect.Allow, "*", "*", "*", tape.Of(Worlds.Conditions)), RandomWorlds.InForce))).Under(Worlds.StoredOnly("role", "owner"));
            var instant = tape.Of(Worlds.Instants);
            string[] values = ["1", "\"x\"", "null", "true", "{\"owner\":1}"];
            var claims = Value.FromJson($$"""{"role":{{tape.Of(values)}},"owner":{{tape.Of(values)}}}""");
            var claiming = new RequestFacts(claims, claims, claims, Value.Absent);

            Assert.All(Worlds.Questions, question => Assert.Equal(
                index.IsAllowed(new AccessRequest(question.Subject, question.Action, question.Resource), instant),
                index.IsAllowed(new AccessRequest(question.Subject, question.Action, question.Resource, claiming), instant)));
        }, size: 600);

    [Fact]
    public void The_order_of_records_never_matters() =>
        RandomWorlds.ForAll((records, tape) =>
            AssertSame(DecisionIndex.Build(records), DecisionIndex.Build(records.OrderBy(_ => tape.Next(256))), tape));

    [Fact]
    public void Records_given_twice_never_matter() =>
        RandomWorlds.ForAll((records, tape) =>
            AssertSame(DecisionIndex.Build(records), DecisionIndex.Build(records.Concat(records)).With(records.Take(3)), tape));

    [Fact]
    public void An_answer_does_not_depend_on_what_was_asked_before() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var index = DecisionIndex.Build(records);
            var instant = tape.Of(Worlds.Instants);
            var questions = Questions(tape);
            var answers = questions.ToDictionary(question => question, question => index.IsAllowed(question, instant));

            Assert.All(questions.OrderBy(_ => tape.Next(256)), question => Assert.Equal(answers[question], index.IsAllowed(question, instant)));
        });

    [Fact]
    public void Changes_one_after_the_other_lead_to_the_index_of_the_whole() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            // Each record comes first as something else, some are there for a while only. Settings come before, between or after.
            var settings = Worlds.Settings(tape);
            var index = tape.OneIn(2) ? DecisionIndex.Empty.Under(settings) : DecisionIndex.Empty.Under(Worlds.StoredOnly("role"));
            foreach (var record in records)
            {
                index = index.With([record with { Heads = RandomWorlds.Heads(tape, record.Key) }]);
            }

            foreach (var chunk in records.Chunk(1 + tape.Next(3)))
            {
                index = index.With(chunk);
                index = tape.OneIn(3) ? index.Under(settings) : index;
            }

            AssertSame(DecisionIndex.Build(records).Under(settings), tape.OneIn(2) ? index.Under(settings).With([]) : index.Under(settings), tape);
        });

    [Fact]
    public void Nothing_is_left_of_removed_records() =>
        RandomWorlds.ForAll((records, _) =>
        {
            var index = DecisionIndex.Build(records).With([.. records.Select(record => record with { Heads = [_removal] })]);

            Assert.True(index.IsEmpty);
        });

    [Fact]
    public void An_index_does_not_change_when_a_newer_one_is_made_of_it() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var half = records.Take(records.Count / 2).ToList();
            var index = DecisionIndex.Build(half);

            index.With(records);

            AssertSame(DecisionIndex.Build(half), index, tape);
        });

    [Fact]
    public void A_new_deny_never_grants() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var key = Worlds.Key(tape);
            var deny = key is EntryKey entry ? entry with { Effect = Effect.Deny } : new EntryKey(Effect.Deny, "*", "read", "doc:*");
            var more = records.Where(record => record.Key != deny).Append(new ListRecord(deny, RandomWorlds.Heads(tape, deny)));

            AssertNoGrant(records.Where(record => record.Key != deny), more, tape);
        });

    [Fact]
    public void A_removed_allow_never_grants() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var allows = records.Where(record => record.Key is EntryKey { Effect: Effect.Allow }).ToList();
            var removed = allows.Count == 0 ? null : tape.Of(allows);

            AssertNoGrant(records, records.Where(record => record != removed), tape);
        });

    [Fact]
    public void A_contested_record_never_grants_what_its_put_alone_would_not() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var contested = tape.Next(Math.Max(1, records.Count));

            AssertNoGrant(records, records.Select((record, at) => at == contested ? record with { Heads = record.Heads.Add(_removal) } : record), tape);
        });

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
