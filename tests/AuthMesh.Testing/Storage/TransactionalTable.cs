using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Testing.Storage;

/// <summary>A dictionary whose writes stand apart until they are committed.</summary>
/// <remarks>The writer sees its own writes through every member but <see cref="Committed"/>, which only <see cref="Commit"/> changes.</remarks>
internal sealed class TransactionalTable<TKey, TValue> : ITransactional
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _committed = [];
    private readonly Dictionary<TKey, (bool Present, TValue Value)> _pending = [];

    /// <summary>What is committed, whatever the writer is doing.</summary>
    public IReadOnlyDictionary<TKey, TValue> Committed => _committed;

    /// <summary>All rows as the writer sees them.</summary>
    public IEnumerable<KeyValuePair<TKey, TValue>> Rows =>
        _pending.Count == 0
            ? _committed
            : _committed.Where(row => !_pending.ContainsKey(row.Key))
                .Concat(_pending.Where(row => row.Value.Present).Select(row => KeyValuePair.Create(row.Key, row.Value.Value)));

    /// <summary>The row as the writer sees it.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_pending.Count > 0 && _pending.TryGetValue(key, out var written))
        {
            value = written.Value;
            return written.Present;
        }

        return _committed.TryGetValue(key, out value);
    }

    /// <summary>Inserts or replaces a row.</summary>
    public void Set(TKey key, TValue value) => _pending[key] = (true, value);

    /// <summary>Removes a row, if it is there.</summary>
    public void Remove(TKey key) => _pending[key] = (false, default!);

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (var (key, _) in Rows.ToList())
        {
            Remove(key);
        }
    }

    /// <inheritdoc/>
    public void Commit()
    {
        if (_pending.Count == 0)
        {
            return;
        }

        foreach (var (key, (present, value)) in _pending)
        {
            if (present)
            {
                _committed[key] = value;
            }
            else
            {
                _committed.Remove(key);
            }
        }

        _pending.Clear();
    }

    /// <inheritdoc/>
    public void Rollback() => _pending.Clear();

    /// <summary>A table of its own with what is committed here.</summary>
    public TransactionalTable<TKey, TValue> Copy()
    {
        var copy = new TransactionalTable<TKey, TValue>();
        foreach (var (key, value) in _committed)
        {
            copy._committed.Add(key, value);
        }

        return copy;
    }
}
