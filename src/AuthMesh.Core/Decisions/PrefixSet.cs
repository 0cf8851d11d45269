using System.Collections.Immutable;

namespace AuthMesh.Core.Decisions;

/// <summary>The prefix patterns in use, for finding those that match a name. Immutable.</summary>
/// <remarks>
/// The patterns are sorted by their prefixes, so the longest one that matches a name is the last that is not greater than the name, or else
/// shares a shorter beginning with it: nothing longer than what the two have in common can match any more, and the search goes on
/// with that much of the name. Each step is one binary search, and there are few, however many patterns there are.
/// </remarks>
internal sealed class PrefixSet
{
    private readonly ImmutableSortedSet<string> _patterns;
    private readonly ImmutableDictionary<string, int> _uses;

    private PrefixSet(ImmutableSortedSet<string> patterns, ImmutableDictionary<string, int> uses)
    {
        _patterns = patterns;
        _uses = uses;
    }

    /// <summary>No patterns.</summary>
    public static PrefixSet Empty { get; } =
        new(ImmutableSortedSet.Create<string>(new ByPrefix()), ImmutableDictionary.Create<string, int>(StringComparer.Ordinal));

    /// <summary>True when no pattern is in use.</summary>
    public bool IsEmpty => _patterns.IsEmpty && _uses.IsEmpty;

    /// <summary>With one more use of a pattern; unchanged when it is no prefix pattern. '*' alone is none: it needs no search.</summary>
    public PrefixSet Add(string pattern) => !IsPrefix(pattern)
        ? this
        : new PrefixSet(_patterns.Add(pattern), _uses.SetItem(pattern, _uses.GetValueOrDefault(pattern) + 1));

    /// <summary>With one use of a pattern less; with the last use the pattern goes.</summary>
    public PrefixSet Remove(string pattern)
    {
        if (!IsPrefix(pattern))
        {
            return this;
        }

        var uses = _uses[pattern] - 1;
        return uses > 0
            ? new PrefixSet(_patterns, _uses.SetItem(pattern, uses))
            : new PrefixSet(_patterns.Remove(pattern), _uses.Remove(pattern));
    }

    /// <summary>Adds the patterns that match the name.</summary>
    public void AddMatches(string name, NameSet matches)
    {
        var length = name.Length;
        while (length > 0 && Floor(string.Concat(name.AsSpan(0, length), "*")) is { } pattern)
        {
            var common = pattern.AsSpan(0, pattern.Length - 1).CommonPrefixLength(name);
            if (common == pattern.Length - 1)
            {
                matches.Add(pattern);
                common--;
            }

            length = common;
        }
    }

    private static bool IsPrefix(string pattern) => pattern.Length > 1 && pattern[^1] == '*';

    /// <summary>The greatest pattern that is not greater than the given one.</summary>
    private string? Floor(string pattern)
    {
        if (_patterns.IsEmpty)
        {
            return null;
        }

        var place = _patterns.IndexOf(pattern);
        place = place >= 0 ? place : ~place - 1;
        return place < 0 ? null : _patterns[place];
    }

    /// <summary>Orders patterns by what stands before the final '*'.</summary>
    private sealed class ByPrefix : IComparer<string>
    {
        public int Compare(string? x, string? y) => x.AsSpan(0, x!.Length - 1).SequenceCompareTo(y.AsSpan(0, y!.Length - 1));
    }
}
