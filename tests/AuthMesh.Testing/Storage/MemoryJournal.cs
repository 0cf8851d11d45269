using System.Collections.Immutable;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Journal;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Testing.Storage;

/// <summary>One store's journals: which batches of an archive it holds, in its own order. Appended batches stand apart until they are committed.</summary>
internal sealed partial class MemoryJournal(BatchArchive archive) : ITransactional
{
    private Dictionary<ListName, Order> _orders = [];

    /// <summary>What is committed, while a removal of everything waits to be; else null.</summary>
    private Dictionary<ListName, Order>? _cleared;

    /// <summary>Puts a batch at the end of its list, and gives it as the archive has it.</summary>
    public JournalBatch Append(JournalBatch batch)
    {
        if (!_orders.TryGetValue(batch.List, out var order))
        {
            // A copy, so that whoever reads what is committed meets no dictionary that changes.
            _orders = new Dictionary<ListName, Order>(_orders) { [batch.List] = order = new Order([]) };
        }

        var number = archive.Keep(batch);
        order.Add(number);
        return archive[number];
    }

    /// <summary>The batch with this id as the writer sees it, or as it is committed; null when it is not there.</summary>
    public JournalBatch? Find(ListName list, Hash256 id, bool committed = false) => FirstOf(list, archive.Find(list, id), committed);

    /// <summary>The batch at this dot as the writer sees it, or as it is committed; null when it is not there.</summary>
    public JournalBatch? Find(ListName list, Dot dot, bool committed = false) => FirstOf(list, archive.Find(list, dot), committed);

    /// <summary>The batch at a position, from 1; null beyond the end.</summary>
    public JournalBatch? Read(ListName list, long position, bool committed = false) =>
        OrderOf(list, committed) is { } order && position <= Length(order, committed)
            ? archive[order.Numbers[(int)position - 1]] with { Position = position }
            : null;

    /// <summary>The one of these batches that is here.</summary>
    private JournalBatch? FirstOf(ListName list, ImmutableArray<int> numbers, bool committed)
    {
        if (OrderOf(list, committed) is { } order)
        {
            foreach (var number in numbers)
            {
                var position = order.PositionOf(number);
                if (position > 0 && position <= Length(order, committed))
                {
                    return archive[number] with { Position = position };
                }
            }
        }

        return null;
    }

    private Order? OrderOf(ListName list, bool committed) => (committed ? _cleared ?? _orders : _orders).GetValueOrDefault(list);

    private static int Length(Order order, bool committed) => committed ? order.Committed : order.Numbers.Count;

    /// <inheritdoc/>
    public void Commit()
    {
        _cleared = null;
        foreach (var order in _orders.Values)
        {
            order.Committed = order.Numbers.Count;
        }
    }

    /// <inheritdoc/>
    public void Rollback()
    {
        _orders = _cleared ?? _orders;
        _cleared = null;
        foreach (var order in _orders.Values)
        {
            order.Truncate(order.Committed);
        }
    }

    /// <inheritdoc/>
    public void Clear()
    {
        _cleared ??= _orders;
        _orders = [];
    }

    /// <summary>Journals of their own with what is committed here.</summary>
    public MemoryJournal Copy()
    {
        var orders = (_cleared ?? _orders).ToDictionary(o => o.Key, o => new Order(o.Value.Numbers.Take(o.Value.Committed)));
        return new MemoryJournal(archive) { _orders = orders };
    }
}
