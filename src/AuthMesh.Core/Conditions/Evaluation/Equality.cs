namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>Equality as <see cref="Value.Equals(Value)"/> has it, counting its steps.</summary>
internal static class Equality
{
    /// <summary>Meaningless once the frame is spent.</summary>
    public static bool Of(Value left, Value right, ref EvaluationFrame frame)
    {
        if (left.Text is { } text)
        {
            return right.Text is { } other && text.Length == other.Length && frame.SpendForText(text.Length) && text == other;
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.List, ValueKind.List) => OfLists(left.AsList, right.AsList, ref frame),
            (ValueKind.Map, ValueKind.Map) => OfMaps(left.AsMap, right.AsMap, ref frame),
            _ => frame.Spend(1) && left.Equals(right),
        };
    }

    private static bool OfLists(Value[] left, Value[] right, ref EvaluationFrame frame)
    {
        var areEqual = frame.Spend(1) && left.Length == right.Length;
        for (var i = 0; areEqual && i < left.Length; i++)
        {
            areEqual = Of(left[i], right[i], ref frame);
        }

        return areEqual;
    }

    private static bool OfMaps(ValueMap left, ValueMap right, ref EvaluationFrame frame)
    {
        var areEqual = frame.Spend(1) && left.Count == right.Count;
        for (var i = 0; areEqual && i < left.Count; i++)
        {
            var (key, value) = left.Entries[i];
            areEqual = frame.SpendForText(key.Text?.Length ?? 0) && right.Find(key) is { IsAbsent: false } other && Of(value, other, ref frame);
        }

        return areEqual;
    }
}
