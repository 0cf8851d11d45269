using System.Collections.Immutable;
using AuthMesh.Core.Conditions;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions.Explanations;

/// <summary>Explains one decision: looks at every entry that is for the question, also over memberships and at instants that do not count, and says of each what the check makes of it.</summary>
/// <remarks>Clauses, conditions and closures are those of the check itself (<see cref="Inquiry"/>). Work and result are bounded, and where they are cut does not depend on the order of records.</remarks>
internal sealed class Explainer
{
    /// <summary>The most entries that are looked at.</summary>
    private const int MostLookedAt = 100_000;

    private readonly DecisionIndex _index;
    private readonly Inquiry _inquiry;
    private readonly long _instant;
    private readonly ReachedNames _subject, _action, _resource;
    private readonly List<ExplainedEntry> _denying = [], _allowing = [], _considered = [];
    private bool _isCut;

    private Explainer(DecisionIndex index, Inquiry inquiry, in AccessRequest request, long instant)
    {
        _index = index;
        _inquiry = inquiry;
        _instant = instant;
        _subject = new(index, request.Subject, index.SubjectPatterns, instant);
        _action = new(index, EntityRef.Action(request.Action).Value, index.ActionPatterns, instant);
        _resource = new(index, request.Resource, index.ResourcePatterns, instant);
        _isCut = _subject.IsCut || _action.IsCut || _resource.IsCut;
    }

    /// <summary>The explanation of a request at the instant (Unix milliseconds).</summary>
    public static Explanation Explain(DecisionIndex index, in AccessRequest request, long instant)
    {
        if (!NameRules.CouldBeHeld(request.Subject, request.Action, request.Resource))
        {
            return new Explanation(false, [], [], new MissingAllow(MissingKind.PossibleName, "No list could hold one of the names.", null, [], [], []), [], IsCut: false);
        }

        var inquiry = new Inquiry();
        var isAllowed = inquiry.IsAllowed(index, request, instant);
        var explainer = new Explainer(index, inquiry, request, instant);
        explainer.LookAtEntries();
        return explainer.Conclude(isAllowed, request);
    }

    private void LookAtEntries()
    {
        var looked = 0L;
        LookAtEntries(_resource, _subject, areResources: false, ref looked);
        LookAtEntries(_subject, _resource, areResources: true, ref looked);
    }

    /// <summary>Looks at the entries that stand at one side's names and have one of the other's on the other.</summary>
    private void LookAtEntries(ReachedNames names, ReachedNames others, bool areResources, ref long looked)
    {
        foreach (var number in names.Numbers)
        {
            var place = _index.Places[number];
            foreach (var (effect, entries) in new[] { (Effect.Deny, place.Denies), (Effect.Allow, place.Allows) })
            {
                looked += Math.Min((long)_action.Count * others.Count, entries.Count);
                if (looked > MostLookedAt)
                {
                    _isCut = true;
                    return;
                }

                LookAt(number, effect, entries, others, areResources);
            }
        }
    }

    private void LookAt(int number, Effect effect, CompactMap<Opposite, Clauses> entries, ReachedNames others, bool areResources)
    {
        if (entries.Count <= (long)_action.Count * others.Count)
        {
            foreach (var (opposite, clauses) in entries)
            {
                if (opposite.IsResource == areResources && _action.Contains(opposite.Action) && others.Contains(opposite.Number))
                {
                    LookAt(number, effect, opposite, clauses);
                }
            }

            return;
        }

        foreach (var opposite in from action in _action.Numbers from other in others.Numbers select Opposite.Of(action, other, areResources))
        {
            if (entries.TryGetValue(opposite, out var clauses))
            {
                LookAt(number, effect, opposite, clauses);
            }
        }
    }

    private void LookAt(int number, Effect effect, Opposite opposite, Clauses clauses)
    {
        var (subject, resource) = opposite.IsResource ? (number, opposite.Number) : (opposite.Number, number);
        var (ofSubject, ofAction, ofResource) = (_subject.PathTo(subject), _action.PathTo(opposite.Action), _resource.PathTo(resource));
        ImmutableArray<(Remark Remark, bool BlocksDenial)> paths = [.. ofSubject.Remarks, .. ofAction.Remarks, .. ofResource.Remarks];
        foreach (var clause in clauses.ToArray())
        {
            var entry = HeldRecords.Entry(_index.Words, effect, number, opposite, clause);
            var remarks = paths.Select(found => found.Remark).ToList();
            if (Remarks.On(clause.Terms, _instant) is { } terms)
            {
                remarks.Add(new Remark(terms, entry));
            }

            if (clause.Terms.IsUnderstood && Remarks.On(clause.Evaluate(_inquiry)) is { } condition)
            {
                remarks.Add(new Remark(condition, entry));
            }

            var counts = effect == Effect.Allow ? remarks.Count == 0 : !paths.Any(found => found.BlocksDenial) && clause.Denies(_inquiry, _instant);
            var explained = new ExplainedEntry(entry, ofSubject.Match, ofAction.Match, ofResource.Match, [.. remarks]);
            (!counts ? _considered : effect == Effect.Allow ? _allowing : _denying).Add(explained);
        }
    }

    private Explanation Conclude(bool isAllowed, in AccessRequest request)
    {
        foreach (var entries in new[] { _denying, _allowing })
        {
            entries.Sort(ExplainedEntry.Order);
        }

        if (_denying.Count > 0)
        {
            var remark = new Remark(RemarkKind.Overridden, _denying[0].Entry);
            _considered.AddRange(_allowing.Select(entry => entry with { Remarks = [remark] }));
        }

        _considered.Sort(ExplainedEntry.Nearness);
        return new Explanation(
            isAllowed,
            Some(_denying.Count > 0 ? _denying : _allowing),
            Some(_considered),
            isAllowed ? null : Missing(request),
            Ignored(request.Facts),
            _isCut);
    }

    private ImmutableArray<string> Ignored(RequestFacts? facts)
    {
        (string Name, Value Properties)[] sides = facts is null ? [] :
            [("action", facts.ActionProperties), ("resource", facts.ResourceProperties), ("subject", facts.SubjectProperties)];
        var ignored = sides.SelectMany(side => side.Properties.Members
            .Where(member => _index.IsStoredOnly(member.Key))
            .Select(member => Paths.Member($"{side.Name}.properties", member.Key)!));
        return [.. ignored.Order(StringComparer.Ordinal).Take(ConditionDoubts.Most)];
    }

    private MissingAllow Missing(in AccessRequest request)
    {
        var nearest = _considered.Find(entry => entry.Entry.Effect == Effect.Allow);
        var (kind, detail) = _denying.Count > 0 ? (MissingKind.NoDenial, "An entry denies it; as long as it does, no allow entry counts.")
            : nearest is not null ? (MissingKind.CountingEntry, "There are allow entries for it, but something keeps each of them from counting.")
            : (MissingKind.Entry, $"No allow entry is for {request.Subject} or anything that it is in, action {request.Action} and resource {request.Resource}.");
        return new MissingAllow(kind, detail, nearest is null ? null : WithDoubts(nearest), Names(_subject), Names(_action), Names(_resource));
    }

    private static ImmutableArray<string> Names(ReachedNames side) => [.. side.CertainParents.Take(MissingAllow.MostNames)];

    private ImmutableArray<ExplainedEntry> Some(List<ExplainedEntry> entries)
    {
        _isCut |= entries.Count > Explanation.MostEntries;
        return [.. entries.Take(Explanation.MostEntries).Select(WithDoubts)];
    }

    /// <summary>Says what a condition that cannot be told lacks; for the entries that are shown only, as it takes longer than telling that it cannot.</summary>
    private ExplainedEntry WithDoubts(ExplainedEntry explained)
    {
        if (!explained.Remarks.Any(IsUnknown) || !Condition.TryCompile(explained.Entry.Condition, out var condition, out _))
        {
            return explained;
        }

        var doubts = condition.Doubts(_inquiry);
        return explained with { Remarks = [.. explained.Remarks.Select(remark => IsUnknown(remark) ? remark with { Doubts = doubts } : remark)] };

        static bool IsUnknown(Remark remark) => remark.Kind == RemarkKind.ConditionUnknown;
    }
}
