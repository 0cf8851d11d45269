using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The records of an index as keys, in no particular order.</summary>
internal static class HeldRecords
{
    private const string ActionType = "action:";

    /// <summary>Each with its terms or, for attributes, its value.</summary>
    public static IEnumerable<(RecordKey Key, Terms? Terms, Value Value)> Of(DecisionIndex index)
    {
        for (var number = 0; number < Math.Min(index.Places.Length, index.Words.NameCount); number++)
        {
            foreach (var record in At(index.Words, number, index.Places[number]))
            {
                yield return record;
            }
        }
    }

    /// <summary>The key of an entry at its place.</summary>
    public static EntryKey Entry(Vocabulary words, Effect effect, int number, Opposite opposite, Clause clause)
    {
        var (subject, resource) = opposite.IsResource ? (number, opposite.Number) : (opposite.Number, number);
        return new(clause.NewerEffect ?? effect, words[subject], Action(words[opposite.Action]), words[resource], clause.Source, clause.Unknown);
    }

    private static List<(RecordKey Key, Terms? Terms, Value Value)> At(Vocabulary words, int number, Place place)
    {
        var records = new List<(RecordKey, Terms?, Value)>();
        var child = new EntityRef(words[number]);
        foreach (var (parent, clauses) in place.Parents)
        {
            foreach (var clause in clauses.ToArray())
            {
                records.Add((new MembershipKey(child, new EntityRef(words[parent]), clause.Unknown), clause.Terms, Value.Absent));
            }
        }

        foreach (var (effect, entries) in new[] { (Effect.Allow, place.Allows), (Effect.Deny, place.Denies) })
        {
            foreach (var (opposite, clauses) in entries)
            {
                foreach (var clause in clauses.ToArray())
                {
                    records.Add((Entry(words, effect, number, opposite, clause), clause.Terms, Value.Absent));
                }
            }
        }

        foreach (var (name, attribute) in place.Attributes)
        {
            records.AddRange(attribute.Newer.Select(unknown => ((RecordKey)new AttributeKey(child, words[name], unknown), (Terms?)null, Value.Unknown)));
            if (!attribute.Plain.IsAbsent)
            {
                records.Add((new AttributeKey(child, words[name]), null, attribute.Plain));
            }
        }

        return records;
    }

    /// <summary>Entries call an action by its bare name.</summary>
    private static string Action(string name) => name == "*" ? name : name[ActionType.Length..];
}
