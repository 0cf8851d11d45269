using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Simulation.Nodes;

/// <summary>What the users of a simulated mesh write: people get and lose rights, by entries of their own and as members of staff.</summary>
/// <remarks>A bounded number of people, so that changes meet, and a list stays small however long a run is.</remarks>
public sealed class Workload(int seed, int people = 100)
{
    /// <summary>What every question asks to do.</summary>
    public const string Action = "read";

    /// <summary>What every question asks for.</summary>
    public const string Resource = "plan:1";

    /// <summary>What makes members of staff mean something.</summary>
    public static EntryKey StaffMayRead { get; } = new(Effect.Allow, "group:staff", Action, "plan:*");

    private readonly Random _random = new(seed);
    private long _count;
    private bool _begun;

    /// <summary>The next transaction at a node: it always changes something there.</summary>
    public Change Next(ListSnapshot? list, long instant)
    {
        var key = NextRecord();
        return NextChange(key, PersonOf(key) is { } person && list is not null && list.Index.IsAllowed(new(person, Action, Resource), instant));
    }

    /// <summary>The record that the next transaction is about: first what the staff may do, then a person.</summary>
    public RecordKey NextRecord()
    {
        if (!_begun)
        {
            _begun = true;
            return StaffMayRead;
        }

        var person = _random.Next(people);
        return person % 2 == 0
            ? new EntryKey(Effect.Allow, $"person:e{person}", Action, "plan:*")
            : new MembershipKey(new EntityRef($"person:m{person}"), new EntityRef("group:staff"));
    }

    /// <summary>What the next transaction does with it, where its person may or may not do as asked.</summary>
    public Change NextChange(RecordKey key, bool isAllowed) =>
        isAllowed && _random.Next(2) == 0 ? Change.Remove(key) : Change.Put(key, new Details(Window.Always, $"update {++_count}"));

    /// <summary>Whom a record of this workload is about; null for any other record.</summary>
    public static string? PersonOf(RecordKey key) => key switch
    {
        EntryKey entry when entry.Subject.StartsWith("person:e", StringComparison.Ordinal) => entry.Subject,
        MembershipKey membership when membership.Child.Value.StartsWith("person:m", StringComparison.Ordinal) => membership.Child.Value,
        _ => null,
    };
}
