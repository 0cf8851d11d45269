using AuthMesh.Admin.Live;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Entries;

/// <summary>The entries of a list, live. List, filters and page are in the address.</summary>
public partial class EntriesPage : LiveComponent
{
    private EntryFeed feed = null!;
    private EntryGrid? grid;
    private EntryEdit? editing;
    private EntryRow? removing, resolving;

    [Inject] private EntryAdministration Entries { get; set; } = null!;

    [Inject] private EntryNotices EntryNotices { get; set; } = null!;

    [Inject] private IListMonitor Lists { get; set; } = null!;

    [Inject] private IMeshMonitor Mesh { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "list")] private string? ListText { get; set; }

    [SupplyParameterFromQuery(Name = "q")] private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "subject")] private string? Subject { get; set; }

    [SupplyParameterFromQuery(Name = "action")] private string? Action { get; set; }

    [SupplyParameterFromQuery(Name = "resource")] private string? Resource { get; set; }

    [SupplyParameterFromQuery(Name = "effect")] private string? EffectWord { get; set; }

    [SupplyParameterFromQuery(Name = "contested")] private bool Contested { get; set; }

    [SupplyParameterFromQuery(Name = "after")] private string? After { get; set; }

    private ListSnapshot? Snapshot => Lists.Find(feed.List);

    private string? WhyNoWriting => Snapshot switch
    {
        null => string.Format(EntriesTexts.UnknownListTitle, feed.List),
        { Ready: false } => EntriesTexts.NotReady,
        { UpgradeRequired: true } => EntriesTexts.RejectedUpgrade,
        _ => null,
    };

    private IReadOnlyList<(string Value, string Text)> ListChoices =>
        [.. Lists.Lists.Select(list => list.List).Append(feed.List).Distinct().Order().Select(list => (list.Value, list.Value))];

    protected override void OnInitialized()
    {
        feed = new EntryFeed(Entries);
        base.OnInitialized();
    }

    protected override async Task OnParametersSetAsync()
    {
        var list = ListName.TryParse(ListText, out var name) && !name.IsMesh ? name : ListName.Default;
        var filter = new EntryFilter(OrNull(Text), OrNull(Subject), OrNull(Action), OrNull(Resource), EffectText.Parse(EffectWord), Contested);
        if (feed.Page.Trouble is not null || (list, filter, After) != (feed.List, feed.Filter, feed.After))
        {
            await feed.OpenAsync(list, filter, OrNull(After));
        }

        static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;
    }

    protected override void Follow() => Lists.Changed += OnListChanged;

    protected override void Unfollow() => Lists.Changed -= OnListChanged;

    protected override async Task OnNewsAsync()
    {
        await feed.RefreshAsync();
        StateHasChanged();
    }

    protected override void OnAfterRender(bool firstRender)
    {
        // Rows that are gone cannot hold anything.
        if (grid is null && feed.Held)
        {
            feed.Hold(false);
        }
    }

    private void OnListChanged(ListChange change)
    {
        if (change.Snapshot.List == feed.List)
        {
            News();
        }
    }

    private async Task OnWrittenAsync(EntryWrite write)
    {
        (editing, removing, resolving) = (null, null, null);
        EntryNotices.Tell(write);
        await feed.RefreshAsync(atOnce: true);
    }

    /// <summary>Opens the dialog again on the entry as it is now.</summary>
    private void LookAfresh() =>
        editing = editing?.Row is { } row && feed.Latest(row.Key) is { } latest ? new EntryEdit(latest, Entries.VersionOf(feed.List)) : null;

    private void Open(EntryFilter filter) => Go(new Dictionary<string, object?>(filter.ToQuery()) { ["after"] = null });

    private void OpenPage(string? after) => Go(new Dictionary<string, object?> { ["after"] = after });

    private void OpenList(string list) =>
        Go(new Dictionary<string, object?> { ["list"] = list == ListName.Default.Value ? null : list, ["after"] = null });

    private void Go(IReadOnlyDictionary<string, object?> query) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(query));
}
