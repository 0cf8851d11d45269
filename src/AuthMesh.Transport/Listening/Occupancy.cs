namespace AuthMesh.Transport.Listening;

/// <summary>Counts who is inside, in all and per key, and lets nobody in beyond either limit.</summary>
internal sealed class Occupancy<TKey>(int limit, int limitPerKey) where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, int> _perKey = [];
    private int _total;

    /// <summary>How many are inside.</summary>
    public int Inside
    {
        get
        {
            lock (_lock)
            {
                return _total;
            }
        }
    }

    public bool TryEnter(TKey key)
    {
        lock (_lock)
        {
            var inside = _perKey.GetValueOrDefault(key);
            if (_total >= limit || inside >= limitPerKey)
            {
                return false;
            }

            _perKey[key] = inside + 1;
            _total++;
            return true;
        }
    }

    /// <summary>Once for each successful <see cref="TryEnter"/>.</summary>
    public void Leave(TKey key)
    {
        lock (_lock)
        {
            _total--;
            if (--_perKey[key] == 0)
            {
                _perKey.Remove(key);
            }
        }
    }
}
