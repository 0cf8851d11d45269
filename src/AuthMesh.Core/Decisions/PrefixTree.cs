namespace AuthMesh.Core.Decisions;

/// <summary>The patterns in use that end in '*', for finding those that match a name. Immutable.</summary>
/// <remarks>
/// A radix tree (Morrison, "PATRICIA", 1968): what patterns have in common is stored once, on the way to where they part. The patterns that match a name lie on
/// one path, so finding them costs as many steps as the name meets forks, however many patterns there are.
/// Invariant: below the root, a node ends a pattern or has at least two children.
/// </remarks>
internal sealed class PrefixTree
{
    /// <summary>What stands between the parent and this node; empty at the root.</summary>
    private readonly string _label;

    /// <summary>The number of the pattern that ends here, if any is in use.</summary>
    private readonly int _pattern;

    private readonly int _uses;
    private readonly CompactMap<char, PrefixTree> _children;

    private PrefixTree(string label, int pattern, int uses, CompactMap<char, PrefixTree> children)
    {
        _label = label;
        _pattern = pattern;
        _uses = uses;
        _children = children;
    }

    /// <summary>No patterns.</summary>
    public static PrefixTree Empty { get; } = new("", Vocabulary.None, 0, default);

    /// <summary>True when no pattern is in use.</summary>
    public bool IsEmpty => _uses == 0 && _children.IsEmpty;

    /// <summary>With so many more uses of a pattern, or fewer; with the last one it goes. Unchanged when it is no prefix pattern. '*' alone is one, of no characters.</summary>
    /// <param name="pattern">As written, with the '*' at its end.</param>
    /// <param name="number">The pattern's number, for <see cref="AddMatches"/>.</param>
    public PrefixTree Use(string pattern, int number, int uses) =>
        pattern.Length > 0 && pattern[^1] == '*' ? Changed(pattern.AsSpan(0, pattern.Length - 1), number, uses) : this;

    /// <summary>Adds the numbers of the patterns that match the name.</summary>
    public void AddMatches(string name, NumberSet matches)
    {
        if (_uses > 0)
        {
            matches.Add(_pattern);
        }

        var node = this;
        var rest = name.AsSpan();
        while (!rest.IsEmpty && node._children.TryGetValue(rest[0], out var child) && rest.StartsWith(child._label))
        {
            rest = rest[child._label.Length..];
            node = child;
            if (node._uses > 0)
            {
                matches.Add(node._pattern);
            }
        }
    }

    /// <param name="rest">What is left of the way to the pattern's end.</param>
    /// <param name="uses">How many more.</param>
    private PrefixTree Changed(ReadOnlySpan<char> rest, int pattern, int uses)
    {
        if (rest.IsEmpty)
        {
            return new PrefixTree(_label, pattern, _uses + uses, _children);
        }

        if (!_children.TryGetValue(rest[0], out var child))
        {
            child = new PrefixTree(rest.ToString(), Vocabulary.None, 0, default);
        }

        var common = rest.CommonPrefixLength(child._label);
        child = (common < child._label.Length ? child.SplitAt(common) : child).Changed(rest[common..], pattern, uses).Joined();
        var children = child.IsEmpty ? _children.Remove(rest[0]) : _children.Set(rest[0], child);
        return new PrefixTree(_label, _pattern, _uses, children);
    }

    /// <summary>Two nodes in the place of this one, to make a fork possible within its label.</summary>
    private PrefixTree SplitAt(int length)
    {
        var lower = new PrefixTree(_label[length..], _pattern, _uses, _children);
        return new PrefixTree(_label[..length], Vocabulary.None, 0, default(CompactMap<char, PrefixTree>).Set(lower._label[0], lower));
    }

    /// <summary>One node in the place of this one and its only child, when nothing ends or forks here any more.</summary>
    private PrefixTree Joined()
    {
        if (_uses > 0 || _children.Count != 1)
        {
            return this;
        }

        var only = _children.GetEnumerator();
        only.MoveNext();
        var (_, lower) = only.Current;
        return new PrefixTree(_label + lower._label, lower._pattern, lower._uses, lower._children);
    }
}
