using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The next version of a <see cref="DecisionIndex"/> while it is being made, by one thread; nobody sees it before <see cref="Done"/>.</summary>
internal sealed class IndexEditor(DecisionIndex index)
{
    private readonly Vocabulary _words = index.Words;
    private readonly PersistentArray<Place>.Editor _places = index.Places.Edit();
    private readonly CompactMap<Opposite, Clauses>.Editor _open = new();
    private PrefixTree _subjectPatterns = index.SubjectPatterns, _actionPatterns = index.ActionPatterns, _resourcePatterns = index.ResourcePatterns;
    private (int Number, bool Allows)? _openAt;
    private (string? Name, int Number) _lastAction;
    private Clause _lastClause = Decisions.Clause.Plain;
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
    /// <remarks>A resource has few entries where a role has thousands, so it stands at the resource. A pattern such as '*' may have everyone's: what is said of it stands at the subjects.</remarks>
    public void Take(EntryKey key, Terms? terms)
    {
        var subject = _words.Add(key.Subject);
        var resource = _words.Add(key.Resource);
        var action = Action(key.Action);
        var atSubject = key.Resource.EndsWith('*');
        Open(atSubject ? subject : resource, allows: key.Effect == Effect.Allow);
        var opposite = Opposite.Of(action, atSubject ? resource : subject, isResource: atSubject);
        _open.TryGetValue(opposite, out var before);
        var after = Put(before, key.Condition, key.Unknown, key.Effect is Effect.Allow or Effect.Deny ? null : key.Effect, terms);
        var added = after.Count - before.Count;
        if (after.Count == 0)
        {
            _open.Remove(opposite);
        }
        else
        {
            _open.Set(opposite, after);
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

    /// <summary>Makes the entries of one place and effect the ones being changed. Those of a subject come together as a rule, so most that stand there find theirs open.</summary>
    private void Open(int number, bool allows)
    {
        if (_openAt != (number, allows))
        {
            Close();
            _openAt = (number, allows);
            _open.Open(allows ? _places[number].Allows : _places[number].Denies);
        }
    }

    private void Close()
    {
        if (_openAt is var (number, allows))
        {
            var place = _places[number];
            _places[number] = allows ? place.WithAllows(_open.Done()) : place.WithDenies(_open.Done());
            _openAt = null;
        }
    }

    private Clauses Put(Clauses clauses, string condition, string unknown, Effect? newerEffect, Terms? terms) => terms is null
        ? clauses.Without(condition, unknown, newerEffect)
        : clauses.With(Clause(condition, unknown, newerEffect, terms.Value));

    /// <summary>The clause of a record, which is as a rule that of the record before: what was written together ends together.</summary>
    private Clause Clause(string condition, string unknown, Effect? newerEffect, in Terms terms)
    {
        if (!_lastClause.Is(condition, unknown, newerEffect) || !_lastClause.Terms.IsSame(terms))
        {
            _lastClause = _words.Clause(condition).With(unknown, newerEffect, terms);
        }

        return _lastClause;
    }
}
