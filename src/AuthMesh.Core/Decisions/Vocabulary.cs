using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Decisions;

/// <summary>Numbers for the names in a list's records, from 0 upwards, so that everything behind the question's own three names is looked up by number.</summary>
/// <remarks>
/// <para>Shared by all versions of an index that are made of one another, and only ever added to: a name that is of no record of a version has a number at which that version holds
/// nothing. So readers of any version look names up while a writer adds some: a slot is written after what it points to, a larger table is shown only when complete.
/// When most names are no longer used, <see cref="DecisionIndex"/> moves to a new vocabulary.</para>
/// <para>An open hash table; the hash is seeded at random, so nobody can choose names that all fall into one place.</para>
/// </remarks>
internal sealed class Vocabulary
{
    /// <summary>The number of '*'.</summary>
    public const int Anything = 0;

    /// <summary>The number of a name that is of no record.</summary>
    public const int None = -1;

    private readonly Lock _adding = new();
    private readonly Dictionary<string, Clause[]> _conditions = new(StringComparer.Ordinal);
    private Table _table = new(slots: 16);
    private int _count;

    public Vocabulary() => Add("*");

    /// <summary>How many names and conditions there are, used or not.</summary>
    public int Count => _count + _conditions.Count;

    /// <summary>The name of a number.</summary>
    public string this[int number] => Volatile.Read(ref _table).Names[number];

    /// <summary>The number of a name, or <see cref="None"/>.</summary>
    /// <param name="isProper">True when a list could hold an entity of this name; only for one that has a number.</param>
    public int Find(ReadOnlySpan<char> name, out bool isProper) => Volatile.Read(ref _table).Find(name, (uint)string.GetHashCode(name), out isProper);

    /// <summary>The number of a name, a new one if need be.</summary>
    public int Add(string name)
    {
        lock (_adding)
        {
            var hash = (uint)string.GetHashCode(name.AsSpan());
            var number = _table.Find(name, hash, out _);
            if (number != None)
            {
                return number;
            }

            if (_count == _table.Names.Length)
            {
                Volatile.Write(ref _table, _table.Doubled(_count));
            }

            _table.Add(_count, name, hash, NameRules.EntityError(name) is null);
            return _count++;
        }
    }

    /// <summary>The clauses of a place with nothing but one record in force at all times under this condition: one array for all such places.</summary>
    public Clause[] Plain(string condition)
    {
        if (condition.Length == 0)
        {
            return Clause.OnlyPlain;
        }

        lock (_adding)
        {
            if (!_conditions.TryGetValue(condition, out var clauses))
            {
                _conditions.Add(condition, clauses = [Clause.Of(condition)]);
            }

            return clauses;
        }
    }

    /// <summary>Three quarters full at most. A slot is the hash, whether the name is proper, and the number plus one; 0 when free.</summary>
    private sealed class Table(int slots)
    {
        private const int IsProperBit = 31;
        private readonly ulong[] _slots = new ulong[slots];

        public string[] Names { get; } = new string[slots / 4 * 3];

        public int Find(ReadOnlySpan<char> name, uint hash, out bool isProper)
        {
            var slots = _slots;
            for (var at = (int)hash & (slots.Length - 1); ; at = (at + 1) & (slots.Length - 1))
            {
                var slot = Volatile.Read(ref slots[at]);
                if (slot == 0)
                {
                    isProper = false;
                    return None;
                }

                var number = (int)(slot & int.MaxValue) - 1;
                if ((uint)(slot >> 32) == hash && name.SequenceEqual(Names[number]))
                {
                    isProper = (slot >> IsProperBit & 1) != 0;
                    return number;
                }
            }
        }

        public void Add(int number, string name, uint hash, bool isProper)
        {
            Names[number] = name;
            Fill((ulong)hash << 32 | (isProper ? 1UL << IsProperBit : 0) | (uint)(number + 1));
        }

        public Table Doubled(int count)
        {
            var larger = new Table(_slots.Length * 2);
            Array.Copy(Names, larger.Names, count);
            foreach (var slot in _slots)
            {
                if (slot != 0)
                {
                    larger.Fill(slot);
                }
            }

            return larger;
        }

        private void Fill(ulong slot)
        {
            var at = (int)(slot >> 32) & (_slots.Length - 1);
            while (_slots[at] != 0)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            Volatile.Write(ref _slots[at], slot);
        }
    }
}
