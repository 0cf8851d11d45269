using System.Collections.Immutable;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>A list's records arranged for answering questions: immutable, shared by all readers, replaced as a whole.</summary>
/// <remarks>
/// <para>A question is answered from its own side: the names that it stands for are worked out first (<see cref="Reach"/>), then the patterns
/// that match them, and only at those places are entries looked for. So the cost follows how deep the groups of the question are,
/// not how long the list is.</para>
/// <para>There are two readings of every list. Allow entries are matched over certain memberships, deny entries over possible
/// ones, and each counts as its <see cref="RecordStanding"/> says; so what is contested or not understood can deny and cannot allow.</para>
/// <para>All tables are persistent maps: a new index shares with the old one all that did not change.</para>
/// </remarks>
public sealed class DecisionIndex
{
    private readonly EntryTable _allows, _denies;
    private readonly MembershipTable _memberships;

    private DecisionIndex(EntryTable allows, EntryTable denies, MembershipTable memberships)
    {
        _allows = allows;
        _denies = denies;
        _memberships = memberships;
    }

    /// <summary>No records: everything is denied.</summary>
    public static DecisionIndex Empty { get; } = new(EntryTable.Empty, EntryTable.Empty, MembershipTable.Empty);

    /// <summary>True when nothing is held that could ever match.</summary>
    public bool IsEmpty => _allows.IsEmpty && _denies.IsEmpty && _memberships.IsEmpty;

    /// <summary>From all records of a list, in any order.</summary>
    public static DecisionIndex Build(IEnumerable<ListRecord> records) => Empty.With([.. records]);

    /// <summary>With these records in the place of those of the same keys. The cost follows the number of records given, not of those held.</summary>
    public DecisionIndex With(IReadOnlyCollection<ListRecord> changed)
    {
        var allows = new List<(EntryKey, ImmutableArray<Window>)>();
        var denies = new List<(EntryKey, ImmutableArray<Window>)>();
        var memberships = new List<(MembershipKey, Edge)>();
        foreach (var record in changed)
        {
            switch (record.Key)
            {
                case EntryKey entry when NameRules.IsBeyondAnyName(entry.Subject) || NameRules.IsBeyondAnyName(entry.Resource):
                    break; // a newer or faulty writer's: no question that is answered can match it
                case EntryKey { Effect: Effect.Allow } entry:
                    allows.Add((entry, Instants.Of(RecordStanding.Of(record).AllowWindow)));
                    break;
                case EntryKey entry:
                    denies.Add((entry, Instants.Compact(RecordStanding.Of(record).DenyWindows)));
                    break;
                case MembershipKey membership:
                    var standing = RecordStanding.Of(record);
                    memberships.Add((membership, new Edge(standing.AllowWindow, Instants.Compact(standing.DenyWindows))));
                    break;
            }
        }

        return new DecisionIndex(_allows.With(allows), _denies.With(denies), _memberships.With(memberships));
    }

    /// <summary>True when the request is allowed at the instant (Unix milliseconds). Takes no lock, allocates little, never throws.</summary>
    public bool IsAllowed(in AccessRequest request, long instant)
    {
        if (!NameRules.CouldBeHeld(request.Subject, request.Action, request.Resource))
        {
            return false;
        }

        var action = EntityRef.Action(request.Action).Value;
        var possible = new Reach(
            _memberships.Possible(request.Subject, instant, out var subjectsCertain),
            BareActions(_memberships.Possible(action, instant, out var actionsCertain)),
            _memberships.Possible(request.Resource, instant, out var resourcesCertain));
        if (_denies.Matches(possible, instant))
        {
            return false;
        }

        var certain = subjectsCertain && actionsCertain && resourcesCertain
            ? possible
            : new Reach(
                _memberships.Certain(request.Subject, instant),
                BareActions(_memberships.Certain(action, instant)),
                _memberships.Certain(request.Resource, instant));
        return _allows.Matches(certain, instant);
    }

    /// <summary>Entries call an action, and a group of actions, by its bare name.</summary>
    private static NameSet BareActions(NameSet entities)
    {
        const string type = "action:";
        var actions = new NameSet();
        for (var i = 0; i < entities.Count; i++)
        {
            if (entities[i].StartsWith(type, StringComparison.Ordinal))
            {
                actions.Add(entities[i][type.Length..]);
            }
        }

        actions.Add("*");
        return actions;
    }
}
