namespace AuthMesh.Simulation.Measuring;

/// <summary>A set of small numbers, growing as needed.</summary>
public sealed class BitSet
{
    private ulong[] _words = [];

    /// <summary>True when the number is in the set.</summary>
    public bool Contains(int number) => number >> 6 < _words.Length && (_words[number >> 6] & (1UL << (number & 63))) != 0;

    /// <summary>Adds a number; false when it is in the set already.</summary>
    public bool Add(int number)
    {
        if (number >> 6 >= _words.Length)
        {
            Array.Resize(ref _words, Math.Max((number >> 6) + 1, 2 * _words.Length));
        }

        ref var word = ref _words[number >> 6];
        var before = word;
        word |= 1UL << (number & 63);
        return word != before;
    }

    /// <summary>Adds all numbers of another set.</summary>
    public void UnionWith(BitSet other)
    {
        if (other._words.Length > _words.Length)
        {
            Array.Resize(ref _words, other._words.Length);
        }

        for (var i = 0; i < other._words.Length; i++)
        {
            _words[i] |= other._words[i];
        }
    }

    /// <summary>A set of its own with the same numbers.</summary>
    public BitSet Copy() => new() { _words = [.. _words] };
}
