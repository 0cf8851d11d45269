using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>One of the three names of a question, and all that it stands for: itself, everything that it is a member of, and every pattern that matches one of these.</summary>
internal sealed class Side
{
    private readonly NumberSet _possible = new(), _certain = new();
    private bool _allCertain;
    private string? _type, _id;

    /// <summary>The name.</summary>
    public string Name { get; private set; } = "";

    /// <summary>The name's number, or <see cref="Vocabulary.None"/>.</summary>
    public int Number { get; private set; }

    /// <summary>The name's type. A text is made once a question, and only where a condition asks for it; likewise <see cref="Id"/>.</summary>
    public string Type => _type ??= new EntityRef(Name).Type;

    /// <summary>The name's id.</summary>
    public string Id => _id ??= new EntityRef(Name).Id;

    /// <summary>True when this is the name's type; makes no text. Likewise <see cref="HasId"/>.</summary>
    public bool HasType(string type) => Colon == type.Length && Name.StartsWith(type, StringComparison.Ordinal);

    /// <summary>True when this is the name's id.</summary>
    public bool HasId(string id) => Name.AsSpan(Colon + 1).SequenceEqual(id);

    /// <summary>Over memberships that count for denying, nearest first; patterns last.</summary>
    public NumberSet Possible => _possible;

    /// <summary>Over memberships that count for allowing; the same set where every membership followed was certain.</summary>
    public NumberSet Certain => _allCertain ? _possible : _certain;

    /// <summary>How much memory it has grown to, in numbers.</summary>
    public int Capacity => Math.Max(_possible.Capacity, _certain.Capacity);

    /// <summary>Where the name's type ends; every name that is asked about has one.</summary>
    private int Colon => Name.IndexOf(':', StringComparison.Ordinal);

    /// <summary>Works out what a name stands for at the instant.</summary>
    /// <param name="number">Its number, or <see cref="Vocabulary.None"/>: then nothing but patterns can stand for it.</param>
    /// <param name="patterns">Those in use on this side.</param>
    public void Follow(DecisionIndex index, string name, int number, PrefixTree patterns, long instant)
    {
        Name = name;
        Number = number;
        _type = _id = null;
        _allCertain = true;
        Collect(_possible, index, patterns, instant, certain: false);
        if (!_allCertain)
        {
            Collect(_certain, index, patterns, instant, certain: true);
        }
    }

    private void Collect(NumberSet reached, DecisionIndex index, PrefixTree patterns, long instant, bool certain)
    {
        reached.Clear();
        if (Number != Vocabulary.None)
        {
            reached.Add(Number);
            for (var i = 0; i < reached.Count; i++)
            {
                var place = index.Places[reached[i]];
                if (place.HasPlainParents(out var one, out var other))
                {
                    reached.Add(one);
                    if (other != Vocabulary.None)
                    {
                        reached.Add(other);
                    }
                }
                else if (place.Parents is { IsEmpty: false } parents)
                {
                    AddParents(parents, reached, instant, certain);
                }
            }
        }

        if (!patterns.IsEmpty)
        {
            var names = reached.Count;
            patterns.AddMatches(Name, reached);
            for (var i = 1; i < names; i++)
            {
                patterns.AddMatches(index.Words[reached[i]], reached);
            }
        }
    }

    private void AddParents(CompactMap<int, Clauses> parents, NumberSet reached, long instant, bool certain)
    {
        if (parents.Many is { } many)
        {
            foreach (var (parent, clauses) in many)
            {
                AddParent(parent, clauses, reached, instant, certain);
            }

            return;
        }

        foreach (var (parent, clauses) in parents.Few)
        {
            AddParent(parent, clauses, reached, instant, certain);
        }
    }

    private void AddParent(int parent, Clauses clauses, NumberSet reached, long instant, bool certain)
    {
        if (clauses.IsOnlyPlain)
        {
            reached.Add(parent);
            return;
        }

        var (mayHold, holds) = (false, false);
        for (var i = 0; i < clauses.Count; i++)
        {
            var terms = clauses[i].Terms;
            mayHold |= terms.MayHoldAt(instant);
            holds |= terms.Certain.Contains(instant);
        }

        _allCertain &= holds || !mayHold;
        if (certain ? holds : mayHold)
        {
            reached.Add(parent);
        }
    }
}
