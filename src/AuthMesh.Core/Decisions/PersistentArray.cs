namespace AuthMesh.Core.Decisions;

/// <summary>An immutable array of any length from which another is made at the cost of the difference; a place that was never set holds null.</summary>
/// <remarks>Two levels: pages, and the list of them. A change copies one page and, once for all changes made together, the list: at a million places some kilobytes.
/// A look-up touches the list, which stays in the cache, and one page.</remarks>
internal sealed class PersistentArray<T>
    where T : class
{
    private const int BitsPerPage = 9, PageLength = 1 << BitsPerPage;

    private readonly T?[][] _pages;

    private PersistentArray(T?[][] pages) => _pages = pages;

    /// <summary>Null at every place.</summary>
    public static PersistentArray<T> Empty { get; } = new([]);

    /// <summary>What is at a place (from 0).</summary>
    public T? this[int place] => (uint)(place >> BitsPerPage) < (uint)_pages.Length ? _pages[place >> BitsPerPage][place & (PageLength - 1)] : null;

    /// <summary>The number of places that may hold something.</summary>
    public int Length => _pages.Length * PageLength;

    /// <summary>A copy to be changed.</summary>
    public Editor Edit() => new(_pages);

    /// <summary>A copy being changed by one thread. What it shares with others is copied when first touched.</summary>
    public sealed class Editor
    {
        private static readonly T?[] _emptyPage = new T?[PageLength];

        private T?[][] _pages;
        private bool[] _isOwn;
        private int _count;

        internal Editor(T?[][] pages)
        {
            _pages = (T?[][])pages.Clone();
            _isOwn = new bool[pages.Length];
            _count = pages.Length;
        }

        /// <summary>What is at a place.</summary>
        public T? this[int place]
        {
            get => place >> BitsPerPage < _count ? _pages[place >> BitsPerPage][place & (PageLength - 1)] : null;
            set => OwnPage(place >> BitsPerPage)[place & (PageLength - 1)] = value;
        }

        /// <summary>The changed array; the editor is not to be used again.</summary>
        public PersistentArray<T> Done()
        {
            Array.Resize(ref _pages, _count);
            return new PersistentArray<T>(_pages);
        }

        private T?[] OwnPage(int page)
        {
            if (page >= _pages.Length)
            {
                var length = Math.Max(page + 1, _pages.Length * 2);
                Array.Resize(ref _pages, length);
                Array.Resize(ref _isOwn, length);
            }

            for (; _count <= page; _count++)
            {
                _pages[_count] = _emptyPage;
            }

            if (!_isOwn[page])
            {
                _pages[page] = (T?[])_pages[page].Clone();
                _isOwn[page] = true;
            }

            return _pages[page];
        }
    }
}
