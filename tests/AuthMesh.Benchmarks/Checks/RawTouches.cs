using System.Diagnostics;
using System.Numerics;

namespace AuthMesh.Benchmarks.Checks;

/// <summary>What memory alone takes for a check of the role mix: the same number of touches as a check cannot do without, in plain arrays of the same size, one check after the other.</summary>
/// <remarks>Of the user and the document: the slot of a hash table, then the text of the name and, beside it, what is said there; then what is said at two roles. Each is a line of its own at
/// a random place. Nothing is hashed, compared or decided.</remarks>
internal sealed class RawTouches
{
    private const int IntsPerSlot = 4, IntsPerText = 16, IntsPerPlace = 4;

    private readonly int[] _slots, _texts, _places;
    private readonly (int User, int Document)[] _questions;
    private int _seen;

    /// <param name="names">How many names a list has.</param>
    /// <param name="roles">How many of them are roles.</param>
    public RawTouches(int names, int roles, int questions)
    {
        var random = new Random(1);
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)names / 3 * 4);
        _slots = new int[slots * IntsPerSlot];
        _texts = new int[names * IntsPerText];
        _places = new int[names * IntsPerPlace];
        for (var slot = 0; slot < slots; slot++)
        {
            _slots[slot * IntsPerSlot] = random.Next(names);
        }

        for (var name = 0; name < names; name++)
        {
            _places[name * IntsPerPlace] = random.Next(roles) * (names / roles);
            _places[(name * IntsPerPlace) + 1] = random.Next(roles) * (names / roles);
        }

        _questions = [.. Enumerable.Range(0, questions).Select(_ => (random.Next(slots), random.Next(slots)))];
    }

    /// <summary>Does what so many questions would.</summary>
    public TimeSpan Ask(int from, int count)
    {
        var began = Stopwatch.GetTimestamp();
        foreach (var (user, document) in _questions.AsSpan(from, count))
        {
            // The texts are all zero, which the processor does not know: so it cannot begin with the next question.
            var (one, other) = (_slots[(user + _seen) * IntsPerSlot], _slots[(document + _seen) * IntsPerSlot]);
            var texts = _texts[one * IntsPerText] + _texts[other * IntsPerText];
            var (first, second) = (_places[one * IntsPerPlace], _places[(one * IntsPerPlace) + 1]);
            var said = _places[other * IntsPerPlace] + _places[first * IntsPerPlace] + _places[second * IntsPerPlace];
            _seen = texts + (said & texts);
        }

        return Stopwatch.GetElapsedTime(began);
    }
}
