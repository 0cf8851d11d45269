using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace AuthMesh.Core.Decisions;

/// <summary>An immutable array of any length from which another is made at the cost of the difference; a place that was never set holds the default.</summary>
/// <remarks>Two levels: pages, and the list of them. A change copies one page and, once for all changes made together, the list: at a million places some kilobytes.
/// A look-up touches the list, which stays in the cache, and one page. Pages on which nothing was set are one.</remarks>
internal sealed class PersistentArray<T>
    where T : struct
{
    private const int BitsPerPage = 9, PageLength = 1 << BitsPerPage;

    private static readonly T[] _emptyPage = new T[PageLength];

    private readonly T[][] _pages;

    private PersistentArray(T[][] pages) => _pages = pages;

    /// <summary>The default at every place.</summary>
    public static PersistentArray<T> Empty { get; } = new([]);

    /// <summary>What is at a place (from 0).</summary>
    /// <remarks>All pages are of one length; not looking it up spares a wait for memory, for it stands far from what is looked for.</remarks>
    public T this[int place] => (uint)(place >> BitsPerPage) < (uint)_pages.Length
        ? Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pages[place >> BitsPerPage]), place & (PageLength - 1))
        : default;

    /// <summary>Asks memory for a place that is about to be read, and does not wait for it.</summary>
    /// <remarks>A volatile read is one that the compiler leaves where it is, used or not; the processor goes on past it.</remarks>
    public void Touch(int place)
    {
        if ((uint)(place >> BitsPerPage) < (uint)_pages.Length)
        {
            Volatile.Read(ref Unsafe.As<T, byte>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_pages[place >> BitsPerPage]), place & (PageLength - 1))));
        }
    }

    /// <summary>Above every place that was set.</summary>
    public int Length => _pages.Length * PageLength;

    /// <summary>A copy to be changed.</summary>
    public Editor Edit() => new(this);

    /// <summary>A copy being changed by one thread. What it shares with others is copied when first changed.</summary>
    public sealed class Editor
    {
        private readonly PersistentArray<T> _before;
        private T[][] _pages;
        private bool[]? _isOwn;
        private int _count;

        internal Editor(PersistentArray<T> before)
        {
            _before = before;
            _pages = before._pages;
            _count = _pages.Length;
        }

        /// <summary>What is at a place.</summary>
        public T this[int place]
        {
            get => place >> BitsPerPage < _count ? _pages[place >> BitsPerPage][place & (PageLength - 1)] : default;
            set => OwnPage(place >> BitsPerPage)[place & (PageLength - 1)] = value;
        }

        /// <summary>The changed array, or the same one; the editor is not to be used again.</summary>
        public PersistentArray<T> Done()
        {
            if (_isOwn is null)
            {
                return _before;
            }

            Array.Resize(ref _pages, _count);
            return new PersistentArray<T>(_pages);
        }

        private T[] OwnPage(int page)
        {
            if (_isOwn is null || page >= _pages.Length)
            {
                var length = page < _pages.Length ? _pages.Length : Math.Max(page + 1, _pages.Length * 2);
                var pages = new T[length][];
                Array.Copy(_pages, pages, _count);
                _pages = pages;
                Array.Resize(ref _isOwn, length);
            }

            for (; _count <= page; _count++)
            {
                _pages[_count] = _emptyPage;
            }

            if (!_isOwn[page])
            {
                _pages[page] = (T[])_pages[page].Clone();
                _isOwn[page] = true;
            }

            return _pages[page];
        }
    }
}
