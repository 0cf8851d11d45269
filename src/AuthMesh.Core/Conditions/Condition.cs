using System.Diagnostics.CodeAnalysis;
using AuthMesh.Core.Conditions.Compilation;
using AuthMesh.Core.Conditions.Evaluation;
using AuthMesh.Core.Conditions.Syntax;

namespace AuthMesh.Core.Conditions;

/// <summary>A condition of an entry: an expression in a subset of CEL, checked and compiled once. Immutable; for any number of threads.</summary>
/// <remarks>
/// The language is that of <c>docs/conditions.md</c>; its source is the CEL language definition (github.com/google/cel-spec, doc/langdef.md). Text becomes
/// tokens (<see cref="Lexer"/>), these an expression (<see cref="Parser"/>), and this nodes that evaluate themselves (<see cref="Binder"/>, <see cref="Node"/>).
/// </remarks>
public sealed class Condition
{
    private readonly Node _root;

    private Condition(string source, Node root)
    {
        Source = source;
        _root = root;
    }

    /// <summary>The text as it was written.</summary>
    public string Source { get; }

    /// <summary>Compiles the text; otherwise <paramref name="error"/> says why it is no condition, and where. Never throws, whatever the text.</summary>
    public static bool TryCompile(string source, [NotNullWhen(true)] out Condition? condition, [NotNullWhen(false)] out ConditionError? error)
    {
        condition = null;
        error = SourceRules.Check(source);
        if (error is not null)
        {
            return false;
        }

        var errors = new ErrorSink();
        if (Parser.Parse(source, errors) is { } expression && Binder.Bind(expression, errors) is { } root)
        {
            condition = new Condition(source, root);
            return true;
        }

        error = errors.First!;
        return false;
    }

    /// <summary>What the condition says of the facts. Never throws; when <see cref="ConditionLimits.MaxSteps"/> do not suffice, Unknown.</summary>
    public Truth Evaluate(IConditionFacts facts)
    {
        var frame = new EvaluationFrame(facts, ConditionLimits.MaxSteps);
        var truth = _root.Evaluate(ref frame).Truth;
        return frame.IsSpent ? Truth.Unknown : truth;
    }

    /// <summary>Why <see cref="Evaluate"/> says Unknown of the facts; nothing where it does not. Slow: for explanations.</summary>
    public ConditionDoubts Doubts(IConditionFacts facts)
    {
        var frame = new EvaluationFrame(facts, ConditionLimits.MaxSteps);
        var value = _root.Evaluate(ref frame);
        if (frame.IsSpent || value.Truth != Truth.Unknown)
        {
            return ConditionDoubts.None;
        }

        var again = new EvaluationFrame(facts, ConditionLimits.MaxSteps);
        var notes = new DoubtNotes();
        _root.DoubtOr(ValueKind.Bool, ref again, notes);
        return again.IsSpent ? ConditionDoubts.None : notes.ToDoubts();
    }

    /// <inheritdoc/>
    public override string ToString() => Source;
}
