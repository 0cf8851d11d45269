using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>One question being answered: the memory that it takes, kept by each thread for the next one.</summary>
internal sealed partial class Inquiry
{
    /// <summary>What one question has made larger than this is not kept.</summary>
    private const int MostKept = 4096;

    /// <summary>A look-up among few entries takes about as long as walking past so many of them.</summary>
    private const int StepsPerLookup = 8;

    [ThreadStatic]
    private static Inquiry? _spare;

    private readonly Side _subject = new(), _action = new(), _resource = new();
    private readonly char[] _actionEntity = [.. "action:", .. new char[NameRules.MaxIdBytes]];
    private DecisionIndex _index = DecisionIndex.Empty;
    private RequestFacts? _facts;
    private long _instant;

    /// <summary>One for the calling thread.</summary>
    public static Inquiry Take()
    {
        var inquiry = _spare ?? new Inquiry();
        _spare = null;
        return inquiry;
    }

    /// <summary>Gives it back; it must not be used again.</summary>
    public void Release()
    {
        _index = DecisionIndex.Empty; // so that no version of a list is kept by a thread that has nothing to do
        _facts = null;
        if (Math.Max(_subject.Capacity, Math.Max(_action.Capacity, _resource.Capacity)) <= MostKept)
        {
            _spare = this;
        }
    }

    /// <summary>The decision.</summary>
    public bool IsAllowed(DecisionIndex index, in AccessRequest request, long instant) =>
        TryFollow(index, request, instant) && !(index.Denies > 0 && Matches(denying: true)) && Matches(denying: false);

    /// <summary>Works out what the question's names stand for. False when no list could hold one of them.</summary>
    private bool TryFollow(DecisionIndex index, in AccessRequest request, long instant)
    {
        var (subject, action, resource) = (request.Subject, request.Action, request.Resource);
        if (subject is null || resource is null || action is null or { Length: > NameRules.MaxIdBytes } || index.IsEmpty)
        {
            return false;
        }

        action.CopyTo(_actionEntity.AsSpan(ActionPrefix));
        var actionEntity = _actionEntity.AsSpan(0, ActionPrefix + action.Length);
        var (foundSubject, foundAction, foundResource) = index.Words.Find(subject, actionEntity, resource, index.Places);

        // Names of records were judged when they came; others are judged now.
        if (!(foundSubject.IsProper || (foundSubject.Number == Vocabulary.None && NameRules.EntityError(subject) is null)) ||
            !(foundAction.IsProper || (foundAction.Number == Vocabulary.None && NameRules.IdError(action) is null)) ||
            !(foundResource.IsProper || (foundResource.Number == Vocabulary.None && NameRules.EntityError(resource) is null)))
        {
            return false;
        }

        (_index, _facts, _instant) = (index, request.Facts, instant);
        _subject.Follow(index, subject, foundSubject.Number, index.SubjectPatterns, instant);
        _action.Follow(index, action, foundAction.Number, index.ActionPatterns, instant);
        _resource.Follow(index, resource, foundResource.Number, index.ResourcePatterns, instant);
        return true;
    }

    /// <summary>True when an entry that counts matches one name of each side. What is for one resource stands there; what is for a pattern stands at the subjects.</summary>
    private bool Matches(bool denying)
    {
        var subjects = denying ? _subject.Possible : _subject.Certain;
        var resources = denying ? _resource.Possible : _resource.Certain;
        return MatchesAt(resources, subjects, areResources: false, denying)
            || (!_index.ResourcePatterns.IsEmpty && MatchesAt(subjects, resources, areResources: true, denying));
    }

    /// <param name="names">Where to look.</param>
    /// <param name="others">One of these must be on the other side.</param>
    /// <param name="areResources">True when those are resources.</param>
    private bool MatchesAt(NumberSet names, NumberSet others, bool areResources, bool denying)
    {
        var actions = denying ? _action.Possible : _action.Certain;
        for (var i = 0; i < names.Count; i++)
        {
            var place = _index.Places[names[i]];
            if (place.HasPlainAllow(out var only) ? !denying && Fits(only) : Matches(denying ? place.Denies : place.Allows))
            {
                return true;
            }
        }

        return false;

        bool Fits(Opposite opposite) => opposite.IsResource == areResources && others.Contains(opposite.Number) && actions.Contains(opposite.Action);

        // Walks whichever is shorter: the entries, or the ways in which a matching one could go on.
        bool Matches(CompactMap<Opposite, Clauses> entries)
        {
            if (entries.IsEmpty)
            {
                return false;
            }

            var ways = (long)actions.Count * others.Count;
            if (entries.Few is { Length: > 0 } few && few.Length <= ways * StepsPerLookup)
            {
                foreach (ref readonly var entry in few)
                {
                    if (Fits(entry.Key) && Counts(entry.Value, denying))
                    {
                        return true;
                    }
                }

                return false;
            }

            if (entries.Many is { } many && many.Count <= ways)
            {
                foreach (var (opposite, clauses) in many)
                {
                    if (Fits(opposite) && Counts(clauses, denying))
                    {
                        return true;
                    }
                }

                return false;
            }

            for (var i = 0; i < others.Count; i++)
            {
                for (var j = 0; j < actions.Count; j++)
                {
                    if (entries.TryGetValue(Opposite.Of(actions[j], others[i], areResources), out var clauses) && Counts(clauses, denying))
                    {
                        return true;
                    }
                }
            }

            return false;
        }
    }

    private bool Counts(Clauses clauses, bool denying) =>
        clauses.IsOnlyPlain || (denying ? clauses.AnyDenies(this, _instant) : clauses.AnyAllows(this, _instant));
}
