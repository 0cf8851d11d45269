namespace AuthMesh.Core.Identity;

/// <summary>One hash-chained journal of batches per list: a node in one of its incarnations.</summary>
public readonly record struct Writer(NodeId Node, Incarnation Incarnation) : IComparable<Writer>
{
    /// <inheritdoc/>
    public int CompareTo(Writer other)
    {
        var order = Node.CompareTo(other.Node);
        return order != 0 ? order : Incarnation.CompareTo(other.Incarnation);
    }

    /// <summary>Node id and incarnation, joined by a dot.</summary>
    public override string ToString() => $"{Node}.{Incarnation}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out Writer writer)
    {
        writer = default;
        var parts = text?.Split('.');
        if (parts is not { Length: 2 } || !NodeId.TryParse(parts[0], out var node) || !Incarnation.TryParse(parts[1], out var incarnation))
        {
            return false;
        }

        writer = new Writer(node, incarnation);
        return true;
    }
}
