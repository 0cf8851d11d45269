using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The clauses at one place: nearly everywhere one, and nearly everywhere the same. Immutable, one reference, null when empty.</summary>
internal readonly struct Clauses
{
    private static readonly Clause[] _onlyPlain = [Clause.Plain];

    private readonly Clause[]? _all;

    private Clauses(Clause[]? all) => _all = all;

    /// <summary>How many.</summary>
    public int Count => All.Length;

    /// <summary>True for one record, unconditional, in force at all times: there is nothing to ask it.</summary>
    public bool IsOnlyPlain => ReferenceEquals(_all, _onlyPlain);

    /// <summary>All of them.</summary>
    public ReadOnlySpan<Clause> All => _all;

    /// <summary>One clause, to be shared where it can be.</summary>
    public static Clauses Of(Clause clause) => new(ReferenceEquals(clause, Clause.Plain) ? _onlyPlain : [clause]);

    /// <summary>With a clause in the place of the one of the same record.</summary>
    public Clauses With(Clause clause)
    {
        var others = Without(clause.Source, clause.Unknown, clause.NewerEffect);
        return others.Count == 0 ? clause.Alone : new([.. others.All, clause]);
    }

    /// <summary>Without the clause of this record.</summary>
    public Clauses Without(string source, string unknown, Effect? newerEffect)
    {
        var rest = Array.FindAll(_all ?? [], clause => !clause.Is(source, unknown, newerEffect));
        return rest.Length switch { 0 => default, 1 => rest[0].Alone, _ => new(rest) };
    }

    /// <summary>True when one counts for allowing at the instant.</summary>
    public bool AnyAllows(IConditionFacts facts, long instant)
    {
        foreach (var clause in All)
        {
            if (clause.Allows(facts, instant))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when one counts for denying at the instant.</summary>
    public bool AnyDenies(IConditionFacts facts, long instant)
    {
        foreach (var clause in All)
        {
            if (clause.Denies(facts, instant))
            {
                return true;
            }
        }

        return false;
    }
}
