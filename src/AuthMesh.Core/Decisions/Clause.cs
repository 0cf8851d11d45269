using AuthMesh.Core.Conditions;
using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>What is left of an entry or a membership at its place in the index: what tells it from others of the same place, and when it counts.</summary>
internal sealed class Clause
{
    private readonly Wording _wording;

    private Clause(Wording wording, in Terms terms)
    {
        _wording = wording;
        Terms = terms;
    }

    /// <summary>Unconditional, in force at all times.</summary>
    public static Clause Plain { get; } = new(new Wording("", null, "", null), Terms.Always);

    /// <summary>The condition as it was written; empty for none.</summary>
    public string Source => _wording.Source;

    /// <summary>The key's fields that this version does not know; empty for none.</summary>
    public string Unknown => _wording.Unknown;

    /// <summary>The effect when it is one that this version does not know.</summary>
    public Effect? NewerEffect => _wording.NewerEffect;

    /// <summary>When it counts.</summary>
    public Terms Terms { get; }

    /// <summary>In force at all times under a condition. One that does not compile, which only a newer version can have written, is unknown whatever the facts.</summary>
    public static Clause Of(string source) => 
        new(new Wording(source, Condition.TryCompile(source, out var condition, out _) ? condition : null, "", null), Terms.Always);

    /// <summary>The same condition in another record.</summary>
    public Clause With(string unknown, Effect? newerEffect, in Terms terms)
    {
        var wording = unknown == Unknown && newerEffect == NewerEffect ? _wording : _wording with { Unknown = unknown, NewerEffect = newerEffect };
        return ReferenceEquals(wording, _wording) && terms.IsAlways ? this : new(wording, terms);
    }

    /// <summary>True for the clause of this record, given the place.</summary>
    public bool Is(string source, string unknown, Effect? newerEffect) => Source == source && Unknown == unknown && NewerEffect == newerEffect;

    /// <summary>True when it counts for allowing at the instant (Unix milliseconds): certainly, and its condition holds.</summary>
    public bool Allows(IConditionFacts facts, long instant) =>
        Terms.Certain.Contains(instant) && (Source.Length == 0 || Evaluate(facts) == Truth.True);

    /// <summary>True when it counts for denying at the instant: possibly, and its condition may hold.</summary>
    public bool Denies(IConditionFacts facts, long instant) =>
        Terms.MayHoldAt(instant) && (Source.Length == 0 || Evaluate(facts) != Truth.False);

    /// <summary>What the condition says; unknown also where the record has something that this version does not know, for that may change what the condition means.</summary>
    public Truth Evaluate(IConditionFacts facts) =>
        !Terms.IsUnderstood ? Truth.Unknown : Source.Length == 0 ? Truth.True : _wording.Condition?.Evaluate(facts) ?? Truth.Unknown;
}
