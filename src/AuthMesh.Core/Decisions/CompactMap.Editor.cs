using System.Diagnostics.CodeAnalysis;

namespace AuthMesh.Core.Decisions;

/// <content>Many changes to one map, at the cost of one.</content>
internal readonly partial struct CompactMap<TKey, TValue>
{
    /// <summary>A copy being changed by one thread; to be used again for other maps.</summary>
    public sealed class Editor
    {
        private KeyValuePair<TKey, TValue>[] _few = new KeyValuePair<TKey, TValue>[16];
        private PersistentMap<TKey, TValue>? _many;
        private int _count;

        private ReadOnlySpan<KeyValuePair<TKey, TValue>> Few => _few.AsSpan(0, _count);

        /// <summary>Begins with what a map holds.</summary>
        public void Open(CompactMap<TKey, TValue> map)
        {
            _many = map.Many;
            _count = 0;
            MakeRoom(map.Few.Length);
            map.Few.CopyTo(_few);
            _count = map.Few.Length;
        }

        /// <summary>Looks a key up.</summary>
        public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
        {
            if (_many is not null)
            {
                return _many.TryGetValue(key, out value);
            }

            var at = IndexOf(Few, key);
            value = at < 0 ? default : _few[at].Value;
            return at >= 0;
        }

        /// <summary>Puts an entry in the place of one of the same key.</summary>
        public void Set(TKey key, TValue value)
        {
            var at = _many is null ? IndexOf(Few, key) : 0;
            if (_many is null && at < 0 && _count == MostFew)
            {
                _many = ToTree(Few);
            }

            if (_many is not null)
            {
                _many = _many.Set(key, value);
                return;
            }

            if (at < 0)
            {
                at = ~at;
                MakeRoom(_count + 1);
                Array.Copy(_few, at, _few, at + 1, _count++ - at);
            }

            _few[at] = KeyValuePair.Create(key, value);
        }

        /// <summary>Removes the entry of a key, if there is one.</summary>
        public void Remove(TKey key)
        {
            if (_many is not null)
            {
                _many = _many.Remove(key);
            }
            else if (IndexOf(Few, key) is var at and >= 0)
            {
                Array.Copy(_few, at + 1, _few, at, --_count - at);
            }
        }

        /// <summary>The changed map.</summary>
        public CompactMap<TKey, TValue> Done() =>
            _many is { Count: > MostFew / 2 } ? new(_many) : new(_many is not null ? ToArray(_many) : Few.ToArray());

        private void MakeRoom(int count)
        {
            if (count > _few.Length)
            {
                Array.Resize(ref _few, Math.Max(count, _few.Length * 2));
            }
        }
    }
}
