namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>[items]</c></summary>
internal sealed class ListNode(Node[] items) : Node(ValueKind.List, items)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        if (!frame.Spend(items.Length))
        {
            return Value.Unknown;
        }

        var values = new Value[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            values[i] = items[i].Evaluate(ref frame);
        }

        return Value.ListOf(values);
    }
}
