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

    /// <summary>The next transaction at a node: it always changes something there.</summary>
    public Change Next(ListSnapshot? list, long instant)
    {
        var person = _random.Next(people);
        RecordKey key = person % 2 == 0
            ? new EntryKey(Effect.Allow, $"person:e{person}", Action, "plan:*")
            : new MembershipKey(new EntityRef($"person:m{person}"), new EntityRef("group:staff"));
        var holds = list is not null && list.Index.IsAllowed(new(PersonOf(key)!, Action, Resource), instant);
        return holds && _random.Next(2) == 0 ? Change.Remove(key) : Change.Put(key, new Details(Window.Always, $"update {++_count}"));
    }

    /// <summary>Whom a record of this workload is about; null for any other record.</summary>
    public static string? PersonOf(RecordKey key) => key switch
    {
        EntryKey entry when entry.Subject.StartsWith("person:e", StringComparison.Ordinal) => entry.Subject,
        MembershipKey membership when membership.Child.Value.StartsWith("person:m", StringComparison.Ordinal) => membership.Child.Value,
        _ => null,
    };
}
