using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>The clauses at one place: nearly everywhere one, and nearly everywhere the same. Immutable, one reference, null when empty.</summary>
internal readonly struct Clauses
{
    /// <summary>The clause when there is one, an array when there are several.</summary>
    private readonly object? _all;

    private Clauses(object? all) => _all = all;

    /// <summary>One record, unconditional, in force at all times: what nearly every place holds.</summary>
    public static Clauses OnlyPlain => new(Clause.Plain);

    /// <summary>How many.</summary>
    public int Count => _all switch { null => 0, Clause => 1, _ => ((Clause[])_all).Length };

    /// <summary>The clause of a place (from 0).</summary>
    public Clause this[int place] => _all as Clause ?? ((Clause[])_all!)[place];

    /// <summary>True for <see cref="OnlyPlain"/>: there is nothing to ask it.</summary>
    public bool IsOnlyPlain => ReferenceEquals(_all, Clause.Plain);

    /// <summary>All of them, to be kept.</summary>
    public Clause[] ToArray() => _all switch { null => [], Clause one => [one], _ => (Clause[])_all };

    /// <summary>With a clause in the place of the one of the same record.</summary>
    public Clauses With(Clause clause)
    {
        var others = Without(clause.Source, clause.Unknown, clause.NewerEffect);
        return new(others.Count == 0 ? clause : (Clause[])[.. others.ToArray(), clause]);
    }

    /// <summary>Without the clause of this record.</summary>
    public Clauses Without(string source, string unknown, Effect? newerEffect)
    {
        var rest = Array.FindAll(ToArray(), clause => !clause.Is(source, unknown, newerEffect));
        return rest.Length switch { 0 => default, 1 => new(rest[0]), _ => new(rest) };
    }

    /// <summary>True when one counts for allowing at the instant.</summary>
    public bool AnyAllows(IConditionFacts facts, long instant)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Allows(facts, instant))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when one counts for denying at the instant.</summary>
    public bool AnyDenies(IConditionFacts facts, long instant)
    {
        for (var i = 0; i < Count; i++)
        {
            if (this[i].Denies(facts, instant))
            {
                return true;
            }
        }

        return false;
    }
}
