namespace AuthMesh.Core.Conditions.Patterns;

/// <summary>A set of small numbers in the order in which they were added, emptied at no cost.</summary>
/// <remarks>Source: P. Briggs and L. Torczon, An Efficient Representation for Sparse Sets (1993).</remarks>
/// <param name="space">Twice as long as the greatest number plus one; zeroed or not.</param>
internal ref struct InstructionSet(Span<ushort> space)
{
    private readonly Span<ushort> _members = space[..(space.Length / 2)];
    private readonly Span<ushort> _places = space[(space.Length / 2)..];

    public int Count { get; private set; }

    public readonly int this[int place] => _members[place];

    public void Add(int number)
    {
        int place = _places[number];
        if (place < Count && _members[place] == number)
        {
            return;
        }

        _members[Count] = (ushort)number;
        _places[number] = (ushort)Count++;
    }

    public void Clear() => Count = 0;
}
