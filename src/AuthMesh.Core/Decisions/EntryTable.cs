using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

using Rules = PersistentMap<Target, ImmutableArray<Rule>>;

/// <summary>The entries of one effect, found by subject pattern first. Immutable.</summary>
/// <remarks>A subject with very many entries, like <c>*</c>, has them in a persistent map of its own: neither a question nor a change walks them all.</remarks>
internal sealed class EntryTable
{
    private readonly PersistentMap<string, Rules> _bySubject;
    private readonly PrefixTree _subjectPrefixes, _resourcePrefixes;

    private EntryTable(PersistentMap<string, Rules> bySubject, PrefixTree subjectPrefixes, PrefixTree resourcePrefixes)
    {
        _bySubject = bySubject;
        _subjectPrefixes = subjectPrefixes;
        _resourcePrefixes = resourcePrefixes;
    }

    /// <summary>No entries.</summary>
    public static EntryTable Empty { get; } =
        new(PersistentMap<string, Rules>.Empty, PrefixTree.Empty, PrefixTree.Empty);

    /// <summary>True when nothing is held.</summary>
    public bool IsEmpty => _bySubject.IsEmpty && _subjectPrefixes.IsEmpty && _resourcePrefixes.IsEmpty;

    /// <summary>With these entries counting in these windows; without windows an entry goes.</summary>
    public EntryTable With(IReadOnlyCollection<(EntryKey Key, ImmutableArray<Window> Windows)> changes)
    {
        var (bySubject, subjectPrefixes, resourcePrefixes) = (_bySubject, _subjectPrefixes, _resourcePrefixes);
        foreach (var (key, windows) in changes)
        {
            var target = new Target(key.Resource, key.Action);
            var rules = bySubject.ValueOr(key.Subject, Rules.Empty);
            var before = rules.ValueOr(target, []);
            var after = before.RemoveAll(rule => rule.IsOf(key));
            if (!windows.IsEmpty)
            {
                after = after.Add(new Rule(key.Condition, key.Unknown, windows));
            }

            if (before.IsEmpty && !after.IsEmpty)
            {
                subjectPrefixes = subjectPrefixes.Add(key.Subject);
                resourcePrefixes = resourcePrefixes.Add(key.Resource);
            }
            else if (!before.IsEmpty && after.IsEmpty)
            {
                subjectPrefixes = subjectPrefixes.Remove(key.Subject);
                resourcePrefixes = resourcePrefixes.Remove(key.Resource);
            }

            rules = after.IsEmpty ? rules.Remove(target) : rules.Set(target, after);
            bySubject = rules.IsEmpty ? bySubject.Remove(key.Subject) : bySubject.Set(key.Subject, rules);
        }

        return new EntryTable(bySubject, subjectPrefixes, resourcePrefixes);
    }

    /// <summary>True when an entry that counts at the instant matches one name of each side.</summary>
    public bool Matches(Reach reach, long instant)
    {
        if (_bySubject.IsEmpty)
        {
            return false;
        }

        var subjects = Patterns(reach.Subjects, _subjectPrefixes);
        var resources = Patterns(reach.Resources, _resourcePrefixes);
        for (var i = 0; i < subjects.Count; i++)
        {
            if (_bySubject.TryGetValue(subjects[i], out var rules) && Matches(rules, resources, reach.Actions, instant))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Walks whichever is shorter: the rules, or the places at which a matching one would stand.</summary>
    private static bool Matches(Rules rules, NameSet resources, NameSet actions, long instant)
    {
        if (rules.Count <= (long)resources.Count * actions.Count)
        {
            foreach (var (target, candidates) in rules)
            {
                if (resources.Contains(target.Resource) && actions.Contains(target.Action) && AnyHolds(candidates, instant))
                {
                    return true;
                }
            }

            return false;
        }

        for (var i = 0; i < resources.Count; i++)
        {
            for (var j = 0; j < actions.Count; j++)
            {
                if (rules.TryGetValue(new Target(resources[i], actions[j]), out var candidates) && AnyHolds(candidates, instant))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool AnyHolds(ImmutableArray<Rule> rules, long instant)
    {
        foreach (var rule in rules)
        {
            if (rule.HoldsAt(instant))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All patterns that match any of the names.</summary>
    private static NameSet Patterns(NameSet names, PrefixTree prefixes)
    {
        var patterns = new NameSet();
        for (var i = 0; i < names.Count; i++)
        {
            patterns.Add(names[i]);
            prefixes.AddMatches(names[i], patterns);
        }

        patterns.Add("*");
        return patterns;
    }
}
