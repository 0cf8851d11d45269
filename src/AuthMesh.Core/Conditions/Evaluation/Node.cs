namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>A piece of a compiled condition. Immutable.</summary>
/// <param name="kind">What it evaluates to when it is not Unknown; null when only the facts tell.</param>
/// <param name="parts">The nodes directly inside.</param>
internal abstract class Node(ValueKind? kind, params ReadOnlySpan<Node> parts)
{
    /// <summary>What the node evaluates to when it is not Unknown; null when only the facts tell.</summary>
    public ValueKind? Kind { get; } = kind;

    /// <summary>How many nodes there are from here on: the steps of going through them once.</summary>
    public int Size { get; } = 1 + SizeOf(parts);

    /// <summary>The value, or Unknown; never Absent.</summary>
    public abstract Value Evaluate(ref EvaluationFrame frame);

    /// <summary>The member of this name, or Absent, or Unknown. To be replaced where a member can be read without the whole.</summary>
    public virtual Value Member(string name, ref EvaluationFrame frame)
    {
        var whole = Evaluate(ref frame);
        return whole.Kind == ValueKind.Map ? whole.AsMap.Find(Value.From(name)) : Value.Unknown;
    }

    protected static int SizeOf(ReadOnlySpan<Node> parts)
    {
        var size = 0;
        foreach (var part in parts)
        {
            size += part.Size;
        }

        return size;
    }
}
