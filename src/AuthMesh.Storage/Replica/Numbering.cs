namespace AuthMesh.Storage.Replica;

/// <summary>Small numbers that stand for long names in the tables, given in order of appearance from 1 and kept in memory.</summary>
/// <remarks>Numbers given in a transaction that is rolled back are given again.</remarks>
internal sealed class Numbering<T>
    where T : notnull
{
    private readonly Action<int, T> _store;
    private readonly Dictionary<T, int> _numbers = [];
    private readonly List<T> _values = [];
    private int _committed;

    /// <param name="stored">What is stored, in order of its numbers.</param>
    /// <param name="store">Stores a new number.</param>
    public Numbering(IEnumerable<T> stored, Action<int, T> store)
    {
        _store = store;
        foreach (var value in stored)
        {
            Add(value);
        }

        Commit();
    }

    /// <summary>The number of a name, given now if it has none.</summary>
    public int Of(T value)
    {
        if (!_numbers.TryGetValue(value, out var number))
        {
            _store(_values.Count + 1, value);
            number = Add(value);
        }

        return number;
    }

    /// <summary>The number of a name; 0, which no name has, when there is none.</summary>
    public int Find(T value) => _numbers.GetValueOrDefault(value);

    /// <summary>The name with this number.</summary>
    public T At(int number) =>
        number >= 1 && number <= _values.Count ? _values[number - 1] : throw new InvalidDataException($"Nothing has the number {number}.");

    /// <summary>The numbers given are now durable.</summary>
    public void Commit() => _committed = _values.Count;

    /// <summary>Takes back the numbers given since the last <see cref="Commit"/>.</summary>
    public void Rollback()
    {
        for (; _values.Count > _committed; _values.RemoveAt(_values.Count - 1))
        {
            _numbers.Remove(_values[^1]);
        }
    }

    private int Add(T value)
    {
        _values.Add(value);
        _numbers.Add(value, _values.Count);
        return _values.Count;
    }
}
