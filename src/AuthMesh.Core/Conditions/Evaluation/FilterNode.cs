namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>filter</c> and <c>map</c>: the list of what the result comes to for those items for which the test holds.</summary>
/// <param name="test">Null where <c>map</c> has none.</param>
/// <param name="result">Null for the item itself.</param>
internal sealed class FilterNode(Node range, int depth, Node? test, Node? result)
    : LoopNode(range, depth, ValueKind.List, test is null ? [result!] : result is null ? [test] : [test, result])
{
    private readonly LocalNode _item = new(depth);

    public override Value Evaluate(ref EvaluationFrame frame)
    {
        var count = Count(ref frame, out var items);
        if (count < 0)
        {
            return Value.Unknown;
        }

        var results = new List<Value>();
        for (var i = 0; i < count; i++)
        {
            var truth = TryEnter(items, i, ref frame) ? test?.Evaluate(ref frame).Truth ?? Truth.True : Truth.Unknown;
            var value = truth == Truth.True ? (result ?? _item).Evaluate(ref frame) : Value.Absent;
            if (truth == Truth.Unknown || value.IsUnknown)
            {
                return Value.Unknown;
            }

            if (truth == Truth.True)
            {
                results.Add(value);
            }
        }

        return Value.ListOf([.. results]);
    }
}
