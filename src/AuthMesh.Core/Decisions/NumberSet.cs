namespace AuthMesh.Core.Decisions;

/// <summary>Distinct numbers, none negative, in the order in which they came: a work list and a set in one, small as a rule, used again and again.</summary>
internal sealed class NumberSet
{
    /// <summary>Up to here looking through the list beats hashing.</summary>
    private const int Few = 16;

    private int[] _numbers = new int[Few * 2];
    private int[] _slots = new int[Few * 4];
    private int _count;

    /// <summary>How many numbers.</summary>
    public int Count => _count;

    /// <summary>How many it can take before it grows.</summary>
    public int Capacity => _numbers.Length;

    /// <summary>The number that came at this place.</summary>
    public int this[int place] => _numbers[place];

    /// <summary>Empty again; what it has grown to is kept.</summary>
    public void Clear()
    {
        if (_count > Few)
        {
            Array.Clear(_slots);
        }

        _count = 0;
    }

    /// <summary>Adds a number; false when it is there already.</summary>
    public bool Add(int number)
    {
        if (Contains(number))
        {
            return false;
        }

        if (_count == _numbers.Length)
        {
            Array.Resize(ref _numbers, _count * 2);
            _slots = new int[_numbers.Length * 2];
            if (_count > Few)
            {
                Index(0);
            }
        }

        _numbers[_count++] = number;
        if (_count > Few)
        {
            Index(_count == Few + 1 ? 0 : _count - 1);
        }

        return true;
    }

    /// <summary>True when the number is there.</summary>
    public bool Contains(int number)
    {
        if (_count <= Few)
        {
            foreach (var one in _numbers.AsSpan(0, _count))
            {
                if (one == number)
                {
                    return true;
                }
            }

            return false;
        }

        var at = Slot(number);
        while (_slots[at] != 0 && _slots[at] != number + 1)
        {
            at = (at + 1) & (_slots.Length - 1);
        }

        return _slots[at] != 0;
    }

    /// <summary>Puts the numbers from this place on into the slots, which hold a number plus one, and 0 when free.</summary>
    private void Index(int from)
    {
        for (var place = from; place < _count; place++)
        {
            var at = Slot(_numbers[place]);
            while (_slots[at] != 0)
            {
                at = (at + 1) & (_slots.Length - 1);
            }

            _slots[at] = _numbers[place] + 1;
        }
    }

    /// <summary>Fibonacci hashing: neighbouring numbers fall far apart.</summary>
    private int Slot(int number) => (int)((uint)number * 2654435769u >> 7) & (_slots.Length - 1);
}
