using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The next version of a <see cref="DecisionIndex"/> while it is being made, by one thread; nobody sees it before <see cref="Done"/>.</summary>
internal sealed class IndexEditor(DecisionIndex index)
{
    private readonly Vocabulary _words = index.Words;
    private readonly PersistentArray<Place>.Editor _places = index.Places.Edit();
    private PrefixTree _subjects = index.SubjectPatterns, _actions = index.ActionPatterns, _resources = index.ResourcePatterns;
    private readonly CompactMap<Target, Clauses>.Editor _open = new();
    private (int Subject, bool Allows)? _openAt;
    private (string? Name, int Number) _lastAction;
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
        var action = Action(key.Action);
        Open(subject, allows: key.Effect == Effect.Allow);
        var target = new Target(action, resource);
        _open.TryGetValue(target, out var before);
        var after = Put(before, key.Condition, key.Unknown, key.Effect is Effect.Allow or Effect.Deny ? null : key.Effect, terms);
        var added = after.Count - before.Count;
        if (after.Count == 0)
        {
            _open.Remove(target);
        }
        else
        {
            _open.Set(target, after);
        }

        if (added != 0)
        {
            _subjects = _subjects.Use(key.Subject, subject, added);
            _actions = key.Action == "*" ? _actions.Use(key.Action, action, added) : _actions;
            _resources = _resources.Use(key.Resource, resource, added);
            _records += added;
            _denies += key.Effect == Effect.Allow ? 0 : added;
        }
    }

    /// <summary>Puts a membership; takes it out without terms.</summary>
    public void Take(MembershipKey key, Terms? terms)
    {
        var child = _words.Add(key.Child.Value);
        var parent = _words.Add(key.Parent.Value);
        var place = _places[child] ?? Place.Empty;
        place.Parents.TryGetValue(parent, out var before);
        var after = Put(before, condition: "", key.Unknown, newerEffect: null, terms);
        Set(child, place with { Parents = after.Count == 0 ? place.Parents.Remove(parent) : place.Parents.Set(parent, after) });
        _records += after.Count - before.Count;
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
        Set(entity, place with { Attributes = attributes });
        _records += after.Records - before.Records;
    }

    /// <summary>The version made; the editor is not to be used again.</summary>
    public DecisionIndex Done()
    {
        Close();
        return _records == 0 ? DecisionIndex.Empty : new DecisionIndex(_words, _places.Done(), _subjects, _actions, _resources, _records, _denies);
    }

    /// <summary>The number of an entry's action, which is as a rule that of the entry before.</summary>
    private int Action(string name)
    {
        if (_lastAction.Name != name)
        {
            _lastAction = (name, _words.Add(name == "*" ? name : EntityRef.Action(name).Value));
        }

        return _lastAction.Number;
    }

    /// <summary>Makes the entries of one subject and effect the ones being changed. Records come by subject as a rule, so most find theirs open.</summary>
    private void Open(int subject, bool allows)
    {
        if (_openAt == (subject, allows))
        {
            return;
        }

        Close();
        _openAt = (subject, allows);
        if (_places[subject] is { } place)
        {
            _open.Open(allows ? place.Allows : place.Denies);
        }
        else
        {
            _open.Open(default);
        }
    }

    private void Close()
    {
        if (_openAt is var (subject, allows))
        {
            var place = _places[subject] ?? Place.Empty;
            Set(subject, allows ? place with { Allows = _open.Done() } : place with { Denies = _open.Done() });
            _openAt = null;
        }
    }

    private void Set(int number, Place place) => _places[number] = place.IsEmpty ? null : place;

    private Clauses Put(Clauses clauses, string condition, string unknown, Effect? newerEffect, Terms? terms) => terms is null
        ? clauses.Without(condition, unknown, newerEffect)
        : clauses.With(_words.Clause(condition).With(unknown, newerEffect, terms));
}
