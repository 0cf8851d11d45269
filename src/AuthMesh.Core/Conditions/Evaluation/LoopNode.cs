namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>A macro that goes through the items of a list, or the keys of a map, with a variable for them.</summary>
/// <param name="range">The list or map.</param>
/// <param name="depth">How many loops there are around this one: the place of its variable.</param>
/// <param name="body">What is evaluated for each.</param>
internal abstract class LoopNode(Node range, int depth, ValueKind kind, params ReadOnlySpan<Node> body) : Node(kind, [range, .. body])
{
    private readonly int _steps = 1 + SizeOf(body);

    /// <summary>Goes through the items again. What is said of an item's own members has no path: then it is the range that is unfit.</summary>
    public override void Doubt(ref EvaluationFrame frame, DoubtNotes notes)
    {
        var before = notes.Count;
        var count = Count(ref frame, out var items);
        for (var i = 0; i < count && TryEnter(items, i, ref frame); i++)
        {
            DoubtItem(ref frame, notes);
        }

        if (notes.Count == before)
        {
            range.DoubtOr(default, ref frame, notes);
        }
    }

    /// <summary>A result is looked at only where the test before it holds.</summary>
    private void DoubtItem(ref EvaluationFrame frame, DoubtNotes notes)
    {
        foreach (var part in Parts[1..])
        {
            var value = part.Evaluate(ref frame);
            if (value.IsUnknown)
            {
                part.Doubt(ref frame, notes);
            }

            if (value.Truth != Truth.True)
            {
                return;
            }
        }
    }

    /// <summary>How many there are to go through; -1 when the range cannot be told or is none.</summary>
    protected int Count(ref EvaluationFrame frame, out Value items)
    {
        items = range.Evaluate(ref frame);
        return items.Kind switch
        {
            ValueKind.List => items.AsList.Length,
            ValueKind.Map => items.AsMap.Count,
            _ => -1,
        };
    }

    /// <summary>Gives the variable its value for the next time around; false when there are no steps left for it.</summary>
    protected bool TryEnter(Value items, int at, ref EvaluationFrame frame)
    {
        frame.Local(depth) = items.Kind == ValueKind.List ? items.AsList[at] : items.AsMap.Entries[at].Key;
        return frame.Spend(_steps);
    }
}
