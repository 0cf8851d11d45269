using System.Globalization;
using AuthMesh.Core.Identity;

namespace AuthMesh.Core.Journal;

/// <summary>The place of a batch in its writer's journal of one list; <see cref="Seq"/> counts from 1.</summary>
public readonly record struct Dot(Writer Writer, long Seq) : IComparable<Dot>
{
    /// <inheritdoc/>
    public int CompareTo(Dot other)
    {
        var order = Writer.CompareTo(other.Writer);
        return order != 0 ? order : Seq.CompareTo(other.Seq);
    }

    /// <summary>Writer and seq, joined by a dot.</summary>
    public override string ToString() => $"{Writer}.{Seq.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out Dot dot)
    {
        dot = default;
        var end = text?.LastIndexOf('.') ?? -1;
        if (end <= 0 || !Writer.TryParse(text![..end], out var writer) ||
            !long.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var seq) || seq < 1)
        {
            return false;
        }

        dot = new Dot(writer, seq);
        return true;
    }
}

/// <summary>The place of a transaction: its batch and its index there, from 0.</summary>
public readonly record struct TransactionDot(Dot Batch, int Index)
{
    /// <summary>Batch dot and index, joined by a dot.</summary>
    public override string ToString() => $"{Batch}.{Index.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string? text, out TransactionDot dot)
    {
        dot = default;
        var end = text?.LastIndexOf('.') ?? -1;
        if (end <= 0 || !Dot.TryParse(text![..end], out var batch) ||
            !int.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        dot = new TransactionDot(batch, index);
        return true;
    }
}
