namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary><c>{key: value}</c>: Unknown when a key is there twice.</summary>
/// <param name="keysAndValues">In turn.</param>
internal sealed class MapNode(Node[] keysAndValues) : Node(ValueKind.Map, keysAndValues)
{
    public override Value Evaluate(ref EvaluationFrame frame)
    {
        if (!frame.Spend(keysAndValues.Length))
        {
            return Value.Unknown;
        }

        var entries = new KeyValuePair<Value, Value>[keysAndValues.Length / 2];
        for (var i = 0; i < entries.Length; i++)
        {
            var key = keysAndValues[2 * i].Evaluate(ref frame);
            if (!frame.SpendForText(key.Text?.Length ?? 0))
            {
                return Value.Unknown;
            }

            entries[i] = new(key, keysAndValues[(2 * i) + 1].Evaluate(ref frame));
        }

        return Value.MapOf(entries);
    }
}
