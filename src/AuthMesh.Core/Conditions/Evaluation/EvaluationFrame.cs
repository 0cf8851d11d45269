using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>One evaluation under way: the facts, the loop variables, and how many steps are left.</summary>
internal ref struct EvaluationFrame(IConditionFacts facts, long steps)
{
    private Locals _locals;
    private long _stepsLeft = steps;

    public IConditionFacts Facts { get; } = facts;

    /// <summary>Once true, nothing that the evaluation comes to counts.</summary>
    public readonly bool IsSpent => _stepsLeft < 0;

    /// <summary>For what is made of constants alone.</summary>
    public static EvaluationFrame WithoutFacts() => new(null!, ConditionLimits.MaxSteps);

    /// <summary>Takes the steps before the work is done; false when there are not so many left, and the work must not be done.</summary>
    public bool Spend(long steps)
    {
        _stepsLeft -= steps;
        return _stepsLeft >= 0;
    }

    /// <summary>Takes the steps for looking once through a text of this length, or making one.</summary>
    public bool SpendForText(long length) => Spend((length / 16) + 1);

    /// <summary>The variable of the loop at this depth.</summary>
    [UnscopedRef]
    public ref Value Local(int depth) => ref _locals[depth];

    [InlineArray(ConditionLimits.MaxLoopDepth)]
    private struct Locals
    {
        private Value _first;
    }
}
