using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The next version of a <see cref="DecisionIndex"/> while it is being made, by one thread; nobody sees it before <see cref="Done"/>.</summary>
internal sealed class IndexEditor(DecisionIndex index)
{
    private readonly Vocabulary _words = index.Words;
    private readonly PersistentArray<Place>.Editor _places = index.Places.Edit();
    private readonly CompactMap<Target, Clauses>.Editor _open = new();
    private PrefixTree _subjectPatterns = index.SubjectPatterns, _actionPatterns = index.ActionPatterns, _resourcePatterns = index.ResourcePatterns;
    private (int Subject, bool Allows)? _openAt;
    private (string? Name, int Number) _lastAction;
    private int _records = index.Records, _denyEntries = index.Denies;

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
            _subjectPatterns = _subjectPatterns.Use(key.Subject, subject, added);
            _actionPatterns = key.Action == "*" ? _actionPatterns.Use(key.Action, action, added) : _actionPatterns;
            _resourcePatterns = _resourcePatterns.Use(key.Resource, resource, added);
            _records += added;
            _denyEntries += key.Effect == Effect.Allow ? 0 : added;
        }
    }

    /// <summary>Puts a membership; takes it out without terms.</summary>
    public void Take(MembershipKey key, Terms? terms)
    {
        var child = _words.Add(key.Child.Value);
        var parent = _words.Add(key.Parent.Value);
        var place = _places[child];
        var parents = place.Parents;
        parents.TryGetValue(parent, out var before);
        var after = Put(before, condition: "", key.Unknown, newerEffect: null, terms);
        _places[child] = place.WithParents(after.Count == 0 ? parents.Remove(parent) : parents.Set(parent, after));
        _records += after.Count - before.Count;
    }

    /// <summary>Puts an attribute; takes it out when Absent.</summary>
    public void Take(AttributeKey key, Value value)
    {
        var entity = _words.Add(key.Entity.Value);
        var place = _places[entity];
        var attributes = place.Attributes;
        var name = _words.Add(key.Name);
        var before = attributes.TryGetValue(name, out var found) ? found : StoredAttribute.None;
        var after = before.With(key.Unknown, value);
        _places[entity] = place.WithAttributes(after.Records == 0 ? attributes.Remove(name) : attributes.Set(name, after));
        _records += after.Records - before.Records;
    }

    /// <summary>The version made; the editor is not to be used again.</summary>
    public DecisionIndex Done()
    {
        Close();
        return _records == 0
            ? DecisionIndex.Empty
            : new DecisionIndex(_words, _places.Done(), _subjectPatterns, _actionPatterns, _resourcePatterns, _records, _denyEntries);
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
        if (_openAt != (subject, allows))
        {
            Close();
            _openAt = (subject, allows);
            _open.Open(allows ? _places[subject].Allows : _places[subject].Denies);
        }
    }

    private void Close()
    {
        if (_openAt is var (subject, allows))
        {
            var place = _places[subject];
            _places[subject] = allows ? place.WithAllows(_open.Done()) : place.WithDenies(_open.Done());
            _openAt = null;
        }
    }

    private Clauses Put(Clauses clauses, string condition, string unknown, Effect? newerEffect, Terms? terms) => terms is null
        ? clauses.Without(condition, unknown, newerEffect)
        : clauses.With(_words.Clause(condition).With(unknown, newerEffect, terms.Value));
}
