using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The next version of a <see cref="DecisionIndex"/> while it is being made, by one thread; nobody sees it before <see cref="Done"/>.</summary>
internal sealed class IndexEditor(DecisionIndex index)
{
    private readonly Vocabulary _words = index.Words;
    private readonly PersistentArray<Place>.Editor _places = index.Places.Edit();
    private PrefixTree _subjects = index.SubjectPatterns, _actions = index.ActionPatterns, _resources = index.ResourcePatterns;
    private int _records = index.Records, _denies = index.Denies;

    /// <summary>Puts a record in the place of the one of its key.</summary>
    public void Take(ListRecord record)
    {
        switch (record.Key)
        {
            case EntryKey entry when NameRules.IsBeyondAnyName(entry.Subject) || NameRules.IsBeyondAnyName(entry.Resource):
                break; // a newer or faulty writer's: no question that is answered can match it
            case EntryKey entry:
                Take(entry, Terms.Of(record));
                break;
            case MembershipKey membership:
                Take(membership, Terms.Of(record));
                break;
            case AttributeKey attribute:
                Take(attribute, RecordStanding.Of(record) switch
                {
                    { Standing: Standing.Absent } => Value.Absent,
                    { Value: { } json } => Value.FromJson(json),
                    _ => Value.Unknown,
                });
                break;
        }
    }

    /// <summary>Puts an entry; takes it out without terms.</summary>
    public void Take(EntryKey key, Terms? terms)
    {
        var subject = _words.Add(key.Subject);
        var resource = _words.Add(key.Resource);
        var action = _words.Add(key.Action == "*" ? key.Action : EntityRef.Action(key.Action).Value);
        var place = _places[subject] ?? Place.Empty;
        var entries = key.Effect == Effect.Allow ? place.Allows : place.Denies;
        var added = Put(ref entries, new Target(action, resource), key.Condition, key.Unknown, terms);
        if (added != 0)
        {
            _subjects = _subjects.Use(key.Subject, subject, added);
            _actions = key.Action == "*" ? _actions.Use(key.Action, action, added) : _actions;
            _resources = _resources.Use(key.Resource, resource, added);
            _denies += key.Effect == Effect.Allow ? 0 : added;
        }

        Set(subject, key.Effect == Effect.Allow ? place with { Allows = entries } : place with { Denies = entries }, added);
    }

    /// <summary>Puts a membership; takes it out without terms.</summary>
    public void Take(MembershipKey key, Terms? terms)
    {
        var child = _words.Add(key.Child.Value);
        var place = _places[child] ?? Place.Empty;
        var parents = place.Parents;
        var added = Put(ref parents, _words.Add(key.Parent.Value), condition: "", key.Unknown, terms);
        Set(child, place with { Parents = parents }, added);
    }

    /// <summary>Puts an attribute; takes it out when Absent.</summary>
    public void Take(AttributeKey key, Value value)
    {
        var entity = _words.Add(key.Entity.Value);
        var place = _places[entity] ?? Place.Empty;
        var name = _words.Add(key.Name);
        var before = place.Attributes.TryGetValue(name, out var found) ? found : StoredAttribute.None;
        var after = before.With(key.Unknown, value);
        var attributes = after.Records == 0 ? place.Attributes.Remove(name) : place.Attributes.Set(name, after);
        Set(entity, place with { Attributes = attributes }, after.Records - before.Records);
    }

    /// <summary>The version made; the editor is not to be used again.</summary>
    public DecisionIndex Done() => _records == 0
        ? DecisionIndex.Empty
        : new DecisionIndex(_words, _places.Done(), _subjects, _actions, _resources, _records, _denies);

    private void Set(int number, Place place, int added)
    {
        _places[number] = place.IsEmpty ? null : place;
        _records += added;
    }

    /// <returns>How many records more.</returns>
    private int Put<TKey>(ref CompactMap<TKey, Clauses> map, TKey key, string condition, string unknown, Terms? terms)
        where TKey : struct, IEquatable<TKey>, IComparable<TKey>
    {
        map.TryGetValue(key, out var before);
        var after = terms is null ? before.Without(condition, unknown) : before.With(_words.Clause(condition).With(unknown, terms));
        map = after.Count == 0 ? map.Remove(key) : map.Set(key, after);
        return after.Count - before.Count;
    }
}
