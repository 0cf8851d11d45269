namespace AuthMesh.Core.Conditions;

/// <summary>Values by key, in the order given. Keys are ints, booleans and texts.</summary>
internal sealed class ValueMap
{
    /// <summary>Up to this many entries, looking at each is quicker than hashing.</summary>
    private const int FewEntries = 8;

    private readonly Dictionary<Value, Value>? _byKey;

    private ValueMap(KeyValuePair<Value, Value>[] entries, Dictionary<Value, Value>? byKey)
    {
        Entries = entries;
        _byKey = byKey;
    }

    /// <summary>Not to be changed.</summary>
    public KeyValuePair<Value, Value>[] Entries { get; }

    public int Count => Entries.Length;

    /// <summary>Null when a key is there twice or cannot be one.</summary>
    public static ValueMap? TryCreate(KeyValuePair<Value, Value>[] entries)
    {
        if (!Array.TrueForAll(entries, entry => entry.Key.Kind is ValueKind.Int or ValueKind.Bool or ValueKind.String))
        {
            return null;
        }

        var byKey = entries.Length > FewEntries ? new Dictionary<Value, Value>(entries.Length) : null;
        for (var i = 0; i < entries.Length; i++)
        {
            var isNew = byKey?.TryAdd(entries[i].Key, entries[i].Value) ?? Find(entries.AsSpan(0, i), entries[i].Key).IsAbsent;
            if (!isNew)
            {
                return null;
            }
        }

        return new(entries, byKey);
    }

    /// <summary>The value of the key, Absent when there is none. A double finds the int that it equals.</summary>
    public Value Find(Value key) =>
        _byKey is null ? Find(Entries, key) : _byKey.TryGetValue(key, out var value) ? value : Value.Absent;

    /// <summary>The same keys with equal values, in any order.</summary>
    public bool Equals(ValueMap other) => Count == other.Count && Array.TrueForAll(Entries, entry => other.Find(entry.Key) == entry.Value);

    private static Value Find(ReadOnlySpan<KeyValuePair<Value, Value>> entries, Value key)
    {
        foreach (ref readonly var entry in entries)
        {
            if (entry.Key.Equals(key))
            {
                return entry.Value;
            }
        }

        return Value.Absent;
    }
}
