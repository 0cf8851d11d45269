namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>exists</c> and <c>all</c>: the <c>||</c> or <c>&amp;&amp;</c> over all items, in which one deciding item decides.</summary>
/// <param name="decisive">True for <c>exists</c>, false for <c>all</c>.</param>
internal sealed class QuantifierNode(Node range, int depth, Node test, bool decisive) : LoopNode(range, depth, ValueKind.Bool, test)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var count = Count(ref frame, out var items);
        var isUnknown = count < 0;
        for (var i = 0; i < count; i++)
        {
            var value = TryEnter(items, i, ref frame) ? test.Evaluate(ref frame) : Value.Unknown;
            if (value.Kind == ValueKind.Bool && value.AsBool == decisive)
            {
                return value;
            }

            isUnknown |= value.Kind != ValueKind.Bool;
            if (frame.IsSpent)
            {
                break;
            }
        }

        return isUnknown ? Value.Unknown : Value.From(!decisive);
    }
}
