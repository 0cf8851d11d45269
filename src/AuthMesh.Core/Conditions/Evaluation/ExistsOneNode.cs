namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>exists_one</c>: the test holds for exactly one item. Unknown when it cannot be told for any, as CEL has it.</summary>
internal sealed class ExistsOneNode(Node range, int depth, Node test) : LoopNode(range, depth, ValueKind.Bool, test)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var count = Count(ref frame, out var items);
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            var truth = TryEnter(items, i, ref frame) ? test.Evaluate(ref frame).Truth : Truth.Unknown;
            if (truth == Truth.Unknown)
            {
                return Value.Unknown;
            }

            found += truth == Truth.True ? 1 : 0;
        }

        return count < 0 ? Value.Unknown : Value.From(found == 1);
    }
}
