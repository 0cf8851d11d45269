using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>The rows before somebody's eyes, followed live. While they are held, news is counted instead of shown: rows never move under the pointer.</summary>
/// <remarks>Used on the circuit's thread only; of two overlapping queries the later one counts.</remarks>
public sealed class EntryFeed
{
    private static readonly IReadOnlySet<EntryKey> NothingFresh = new HashSet<EntryKey>();

    private readonly EntryAdministration entries;
    private EntryPage? held;
    private int queries;

    internal EntryFeed(EntryAdministration entries) => this.entries = entries;

    public ListName List { get; private set; }

    public EntryFilter Filter { get; private set; } = EntryFilter.None;

    /// <summary>The cursor that the shown page begins after; null for the first.</summary>
    public string? After { get; private set; }

    public EntryPage Page { get; private set; } = EntryPage.Loading;

    /// <summary>Entries that changed with the last news: to be shown so for a moment.</summary>
    public IReadOnlySet<EntryKey> Fresh { get; private set; } = NothingFresh;

    /// <summary>Somebody is busy in the rows.</summary>
    public bool Held { get; private set; }

    /// <summary>How many rows would come, go or change if the news were shown.</summary>
    public int Waiting { get; private set; }

    /// <summary>Shows another list, filter or page.</summary>
    public async Task OpenAsync(ListName list, EntryFilter filter, string? after)
    {
        (List, Filter, After) = (list, filter, after);
        if (await ReadAsync() is { } page)
        {
            Show(page, NothingFresh);
        }
    }

    /// <summary>Takes the news of the list; with <paramref name="atOnce"/> also into held rows, after an action of the person's own.</summary>
    public async Task RefreshAsync(bool atOnce = false)
    {
        if (await ReadAsync() is not { } page)
        {
            return;
        }

        if (page.Trouble is null && Page.Trouble is null && Held && !atOnce)
        {
            Waiting = Difference(page).Count;
            held = Waiting > 0 ? page : null;
        }
        else
        {
            Show(page, Page.Trouble is null ? Difference(page) : NothingFresh);
        }
    }

    /// <summary>Holds the rows still, or lets them go and shows what came meanwhile.</summary>
    public void Hold(bool hold)
    {
        Held = hold;
        if (!hold)
        {
            ShowWaiting();
        }
    }

    public void ShowWaiting()
    {
        if (held is { } page)
        {
            Show(page, Difference(page));
        }
    }

    /// <summary>An entry as last read, shown or waiting; null when it is gone, or on another page.</summary>
    public EntryRow? Latest(EntryKey key) => (held ?? Page).Rows.FirstOrDefault(row => row.Key == key);

    private async Task<EntryPage?> ReadAsync()
    {
        var query = ++queries;
        var page = await entries.FindAsync(List, Filter, After);
        return query == queries ? page : null;
    }

    private void Show(EntryPage page, IReadOnlySet<EntryKey> fresh)
    {
        (Page, Fresh, Waiting, held) = (page, fresh, 0, null);
    }

    /// <summary>Keys of the rows that came, went or changed.</summary>
    private HashSet<EntryKey> Difference(EntryPage page)
    {
        var before = Page.Rows.ToDictionary(row => row.Key);
        var changed = page.Rows.Where(row => !before.Remove(row.Key, out var old) || !row.IsSameAs(old)).Select(row => row.Key).ToHashSet();
        changed.UnionWith(before.Keys);
        return changed;
    }
}
