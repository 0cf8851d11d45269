using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>Everything that one name of a question might stand for, and the best path to each: over memberships that certainly count if there is such a path, else over those that
/// may count, else over any; among these the shortest, among equally short ones the first by name.</summary>
/// <remarks>So what a check follows (<see cref="Side"/>) is reached by paths of the first two sorts, and what lies beyond is there to be told about. The order is that of names,
/// never that of numbers, which differ from node to node.</remarks>
internal sealed class ReachedNames
{
    /// <summary>The most names that are followed.</summary>
    private const int Most = 1_000;

    private readonly DecisionIndex _index;
    private readonly long _instant;
    private readonly List<(string Name, int Number, int From, Clause? Membership)> _reached = [];
    private readonly Dictionary<int, int> _places = [];
    private readonly int _certain;

    /// <param name="name">An entity.</param>
    /// <param name="patterns">Those in use on its side.</param>
    /// <param name="instant">Unix milliseconds.</param>
    public ReachedNames(DecisionIndex index, string name, PrefixTree patterns, long instant)
    {
        _index = index;
        _instant = instant;
        _reached.Add((name, index.Words.Find(name).Number, From: -1, Membership: null));
        _places[_reached[0].Number] = 0;
        Follow(clause => clause.Terms.Certain.Contains(instant));
        _certain = _reached.Count;
        Follow(clause => clause.Terms.MayHoldAt(instant));
        Follow(_ => true);

        var found = new NumberSet();
        for (var at = 0; at < _reached.Count; at++)
        {
            found.Clear();
            patterns.AddMatches(_reached[at].Name, found);
            for (var i = 0; i < found.Count; i++)
            {
                _places.TryAdd(found[i], at);
            }
        }

        _places.Remove(Vocabulary.None);
    }

    /// <summary>True when there were more names than are followed.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The numbers of all names and patterns, those on the best paths first.</summary>
    public IEnumerable<int> Numbers => _places.OrderBy(pair => pair.Value).ThenBy(pair => _index.Words[pair.Key], StringComparer.Ordinal).Select(pair => pair.Key);

    /// <summary>How many numbers.</summary>
    public int Count => _places.Count;

    /// <summary>What the name is certainly in, nearest first.</summary>
    public IEnumerable<string> CertainParents => _reached.Take(_certain).Skip(1).Select(reached => reached.Name);

    /// <summary>True for the number of a name or pattern that is reached.</summary>
    public bool Contains(int number) => _places.ContainsKey(number);

    /// <summary>How a name or pattern is reached, and what is wrong on the way.</summary>
    public (Match Match, ImmutableArray<(Remark Remark, bool BlocksDenial)> Remarks) PathTo(int number)
    {
        var memberships = new List<MembershipKey>();
        var remarks = new List<(Remark, bool)>();
        for (var at = _places[number]; _reached[at].Membership is { } clause; at = _reached[at].From)
        {
            var membership = new MembershipKey(new EntityRef(_reached[_reached[at].From].Name), new EntityRef(_reached[at].Name), clause.Unknown);
            memberships.Insert(0, membership);
            if (Remarks.On(clause.Terms, _instant) is { } kind)
            {
                remarks.Insert(0, (new Remark(kind, membership), !clause.Terms.MayHoldAt(_instant)));
            }
        }

        return (new Match(_reached[0].Name, [.. memberships], _index.Words[number]), [.. remarks]);
    }

    /// <summary>Goes on from all names reached so far over memberships of one more sort.</summary>
    private void Follow(Func<Clause, bool> counts)
    {
        for (var at = 0; at < _reached.Count; at++)
        {
            if (_reached[at].Number == Vocabulary.None)
            {
                continue;
            }

            foreach (var (name, number, clause) in Parents(_index.Places[_reached[at].Number].Parents, counts))
            {
                if (_reached.Count == Most)
                {
                    IsCut |= !_places.ContainsKey(number);
                }
                else if (_places.TryAdd(number, _reached.Count))
                {
                    _reached.Add((name, number, at, clause));
                }
            }
        }
    }

    private IEnumerable<(string Name, int Number, Clause Membership)> Parents(CompactMap<int, Clauses> memberships, Func<Clause, bool> counts)
    {
        var parents = new List<(string Name, int Number, Clause Membership)>();
        foreach (var (parent, clauses) in memberships)
        {
            if (clauses.ToArray().Where(counts).MinBy(clause => clause.Unknown, StringComparer.Ordinal) is { } clause)
            {
                parents.Add((_index.Words[parent], parent, clause));
            }
        }

        return parents.OrderBy(parent => parent.Name, StringComparer.Ordinal);
    }
}
