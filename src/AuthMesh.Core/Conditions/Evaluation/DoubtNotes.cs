using System.Collections.Immutable;

namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>Collects what makes a condition Unknown, while its nodes are asked for it.</summary>
internal sealed class DoubtNotes
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal), _contested = new(StringComparer.Ordinal), _unfit = new(StringComparer.Ordinal);

    /// <summary>How many there are.</summary>
    public int Count => _missing.Count + _contested.Count + _unfit.Count;

    /// <summary>Notes what is not there. A path that is null is that of no plain reading, and there is nothing to note; likewise below.</summary>
    public void Missing(string? path) => Note(_missing, path);

    /// <summary>Notes what sites disagree about.</summary>
    public void Contested(string? path) => Note(_contested, path);

    /// <summary>Notes what is of no use where it stands.</summary>
    public void Unfit(string? path) => Note(_unfit, path);

    /// <summary>All of it; of very much the first by name.</summary>
    public ConditionDoubts ToDoubts() => new(First(_missing), First(_contested), First(_unfit));

    private static void Note(SortedSet<string> paths, string? path)
    {
        if (path is not null)
        {
            paths.Add(path);
        }
    }

    private static ImmutableSortedSet<string> First(SortedSet<string> paths) => paths.Take(ConditionDoubts.Most).ToImmutableSortedSet(StringComparer.Ordinal);
}
