namespace AuthMesh.Core.Decisions;

/// <summary>Distinct names in the order in which they came: a work list and a set in one, small as a rule.</summary>
internal sealed class NameSet
{
    /// <summary>Up to here looking through the list beats hashing.</summary>
    private const int Few = 8;

    private readonly List<string> _names = [];
    private HashSet<string>? _index;

    /// <summary>How many names.</summary>
    public int Count => _names.Count;

    /// <summary>The name that came at this place.</summary>
    public string this[int place] => _names[place];

    /// <summary>Adds a name; false when it is there already.</summary>
    public bool Add(string name)
    {
        if (Contains(name))
        {
            return false;
        }

        _names.Add(name);
        if (_names.Count > Few)
        {
            _index ??= new HashSet<string>(_names, StringComparer.Ordinal);
            _index.Add(name);
        }

        return true;
    }

    /// <summary>True when the name is there.</summary>
    public bool Contains(string name) => _index?.Contains(name) ?? _names.Contains(name);
}
