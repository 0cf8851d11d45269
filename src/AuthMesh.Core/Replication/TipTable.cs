using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;

namespace AuthMesh.Core.Replication;

/// <summary>The latest batch of each writer of a list.</summary>
internal sealed class TipTable(IEnumerable<Tip> tips)
{
    private static readonly Comparer<Tip> _byWriter = Comparer<Tip>.Create((a, b) => a.Writer.CompareTo(b.Writer));

    private readonly List<Tip> _ordered = [.. tips.OrderBy(t => t.Writer)];
    private readonly Dictionary<Writer, Tip> _byName = tips.ToDictionary(t => t.Writer);

    /// <summary>Ordered by writer.</summary>
    public IReadOnlyList<Tip> Ordered => _ordered;

    /// <summary>Null for a writer of whom nothing is here.</summary>
    public Tip? Of(Writer writer) => _byName.TryGetValue(writer, out var tip) ? tip : null;

    public void Move(Tip tip)
    {
        var at = _ordered.BinarySearch(tip, _byWriter);
        if (at >= 0)
        {
            _ordered[at] = tip;
        }
        else
        {
            _ordered.Insert(~at, tip);
        }

        _byName[tip.Writer] = tip;
    }
}
