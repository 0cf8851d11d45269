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
    /// <summary>The number of a name that is of no record.</summary>
    public const int None = -1;

    private readonly Lock _adding = new();
    private readonly Dictionary<string, Clause> _conditions = new(StringComparer.Ordinal) { [""] = Decisions.Clause.Plain };
    private Table _table = new(slots: 16);
    private int _count;

    /// <summary>How many names and conditions there are, used or not.</summary>
    public int Count => _count + _conditions.Count;

    /// <summary>How many names.</summary>
    public int NameCount => _count;

    /// <summary>The name of a number.</summary>
    public string this[int number] => Volatile.Read(ref _table).Names[number];

    /// <summary>Looks a name up.</summary>
    public Found Find(ReadOnlySpan<char> name)
    {
        var table = Volatile.Read(ref _table);
        var hash = Hash(name);
        return table.Find(name, hash, table.NameAt(hash));
    }

    /// <summary>Looks three names up, asking memory for all of them before waiting for any; likewise, while their texts are compared, for what is said at the first and the last.</summary>
    public (Found One, Found Two, Found Three) Find(ReadOnlySpan<char> one, ReadOnlySpan<char> two, ReadOnlySpan<char> three, PersistentArray<Place> places)
    {
        var table = Volatile.Read(ref _table);
        var (hashOne, hashTwo, hashThree) = (Hash(one), Hash(two), Hash(three));
        var (nameOne, nameTwo, nameThree) = (table.NameAt(hashOne), table.NameAt(hashTwo), table.NameAt(hashThree));
        places.Touch(table.NumberAt(hashOne));
        places.Touch(table.NumberAt(hashThree));
        return (table.Find(one, hashOne, nameOne), table.Find(two, hashTwo, nameTwo), table.Find(three, hashThree, nameThree));
    }

    /// <summary>The number of a name, a new one if need be.</summary>
    public int Add(string name)
    {
        lock (_adding)
        {
            var hash = Hash(name);
            if (_table.Find(name, hash, _table.NameAt(hash)).Number is var number and not None)
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

    /// <summary>In force at all times under this condition: one clause for all such records, compiled once.</summary>
    public Clause Clause(string condition)
    {
        lock (_adding)
        {
            if (!_conditions.TryGetValue(condition, out var clause))
            {
                _conditions.Add(condition, clause = Decisions.Clause.Of(condition));
            }

            return clause;
        }
    }

    private static uint Hash(ReadOnlySpan<char> name) => (uint)string.GetHashCode(name);

    /// <summary>A slot is free as long as it has no name, which is therefore written last.</summary>
    private struct Slot
    {
        public string? Name;
        public uint Hash;
        public int Number;
    }

    /// <summary>Three quarters full at most.</summary>
    private sealed class Table(int slots)
    {
        private readonly Slot[] _slots = new Slot[slots];

        public string[] Names { get; } = new string[slots / 4 * 3];

        /// <summary>What stands in the slot of a hash, or the one after the last; there the search for a name begins.</summary>
        public string? NameAt(uint hash) => Volatile.Read(ref _slots[(int)hash & (_slots.Length - 1)].Name);

        /// <summary>The number that the search will most likely end with; a guess, to be used for nothing but <see cref="PersistentArray{T}.Touch"/>.</summary>
        public int NumberAt(uint hash) => _slots[(int)hash & (_slots.Length - 1)].Number;

        /// <param name="first">What <see cref="NameAt"/> says of the hash.</param>
        public Found Find(ReadOnlySpan<char> name, uint hash, string? first)
        {
            var at = hash;
            for (var found = first; found is not null; found = NameAt(++at))
            {
                ref readonly var slot = ref _slots[(int)at & (_slots.Length - 1)];
                if (slot.Hash == hash && name.SequenceEqual(found))
                {
                    return slot.Number >= 0 ? new Found(slot.Number, IsProper: true) : new Found(~slot.Number, IsProper: false);
                }
            }

            return new Found(None, IsProper: false);
        }

        public void Add(int number, string name, uint hash, bool isProper)
        {
            Names[number] = name;
            Fill(new Slot { Name = name, Hash = hash, Number = isProper ? number : ~number });
        }

        public Table Doubled(int count)
        {
            var larger = new Table(_slots.Length * 2);
            Array.Copy(Names, larger.Names, count);
            foreach (ref readonly var slot in _slots.AsSpan())
            {
                if (slot.Name is not null)
                {
                    larger.Fill(slot);
                }
            }

            return larger;
        }

        private void Fill(in Slot filled)
        {
            var at = (int)filled.Hash & (_slots.Length - 1);
            while (_slots[at].Name is not null)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            ref var slot = ref _slots[at];
            (slot.Hash, slot.Number) = (filled.Hash, filled.Number);
            Volatile.Write(ref slot.Name, filled.Name);
        }
    }
}
