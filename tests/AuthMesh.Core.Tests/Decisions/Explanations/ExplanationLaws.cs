using AuthMesh.Core.Decisions;
using AuthMesh.Core.Decisions.Explanations;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Tests.Lists;

namespace AuthMesh.Core.Tests.Decisions.Explanations;

public sealed class ExplanationLaws
{
    [Fact]
    public void What_decides_fits_the_decision() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var index = DecisionIndex.Build(records);
            var (instant, facts) = (tape.Of(Worlds.Instants), Worlds.Facts(tape));
            foreach (var (subject, action, resource) in Worlds.Questions)
            {
                var request = new AccessRequest(subject, action, resource, facts);

                var explanation = index.Explain(request, instant);

                Assert.False(explanation.IsCut);
                Assert.Equal(index.IsAllowed(request, instant), explanation.IsAllowed);
                Assert.Equal(explanation.IsAllowed, explanation.Deciding is [{ Entry.Effect: Effect.Allow }, ..]);
                Assert.Equal(explanation.IsAllowed, explanation.Missing is null);
                Assert.All(explanation.Deciding, entry => Assert.True(entry.Entry.Effect != Effect.Allow || entry.Remarks.IsEmpty));
                Assert.All(explanation.Considered, entry => Assert.NotEmpty(entry.Remarks));
                Assert.Equal(explanation.Deciding.Length + explanation.Considered.Length, explanation.Deciding.Concat(explanation.Considered).Select(entry => entry.Entry).Distinct().Count());
            }
        });

    [Fact]
    public void An_entry_decides_exactly_when_a_list_of_it_and_all_memberships_and_attributes_decides() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var index = DecisionIndex.Build(records);
            var rest = records.Where(record => record.Key is not EntryKey).ToList();
            var (instant, facts) = (tape.Of(Worlds.Instants), Worlds.Facts(tape));
            var (subject, action, resource) = tape.Of(Worlds.Questions.ToList());
            var request = new AccessRequest(subject, action, resource, facts);
            var all = new ListRecord(new EntryKey(Effect.Allow, "*", "*", "*"), RandomWorlds.InForce);

            var explanation = index.Explain(request, instant);

            foreach (var record in records.Where(record => record.Key is EntryKey))
            {
                var denies = record.Key is EntryKey { Effect: Effect.Deny };
                var counts = NameRules.CouldBeHeld(subject, action, resource) && (denies
                    ? !ReferenceDecision.IsAllowed([record, all, .. rest], request, instant)
                    : ReferenceDecision.IsAllowed([record, .. rest], request, instant));
                var overridden = explanation.Considered.Any(entry => entry.Entry.Equals(record.Key) && entry.Remarks is [{ Kind: RemarkKind.Overridden }]);
                Assert.Equal(counts, overridden || explanation.Deciding.Any(entry => entry.Entry.Equals(record.Key)));
            }
        });

    [Fact]
    public void Nodes_with_equal_records_explain_equally() =>
        RandomWorlds.ForAll((records, tape) =>
        {
            var (instant, facts) = (tape.Of(Worlds.Instants), Worlds.Facts(tape));
            var settings = Worlds.Settings(tape);
            var one = DecisionIndex.Build(records).Under(settings);
            var other = DecisionIndex.Build(records.OrderBy(_ => tape.Next(256)).Take(records.Count / 2)).Under(settings).With(records.Reverse());

            Assert.All(Worlds.Questions, question =>
            {
                var request = new AccessRequest(question.Subject, question.Action, question.Resource, facts);
                Assert.Equal(ExplanationText.Of(one.Explain(request, instant)), ExplanationText.Of(other.Explain(request, instant)));
            });
        }, size: 800);
}
