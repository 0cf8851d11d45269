namespace AuthMesh.Testing.Storage;

internal sealed partial class MemoryJournal
{
    /// <summary>The batches of one list by number, and the place of each.</summary>
    /// <remarks>Grows by adding to its end, so that a reader of what is committed is not disturbed by the writer.</remarks>
    private sealed class Order
    {
        private int[] _positions = [];

        public Order(IEnumerable<int> committed)
        {
            foreach (var number in committed)
            {
                Add(number);
            }

            Committed = Numbers.Count;
        }

        public List<int> Numbers { get; } = [];

        /// <summary>How many are committed.</summary>
        public int Committed { get; set; }

        public void Add(int number)
        {
            if (number >= _positions.Length)
            {
                Array.Resize(ref _positions, Math.Max(number + 1, 2 * _positions.Length));
            }

            Numbers.Add(number);
            _positions[number] = Numbers.Count;
        }

        /// <summary>The place of a batch, from 1; 0 when it is not here.</summary>
        public int PositionOf(int number) => number < _positions.Length ? _positions[number] : 0;

        public void Truncate(int length)
        {
            for (var i = length; i < Numbers.Count; i++)
            {
                _positions[Numbers[i]] = 0;
            }

            Numbers.RemoveRange(length, Numbers.Count - length);
        }
    }
}
