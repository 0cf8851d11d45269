using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Shell;
using AuthMesh.Core.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AuthMesh.Admin.Entries;

/// <summary>The rows of a feed, held still while somebody is busy in them.</summary>
public partial class EntryGrid
{
    private AmDataGrid<EntryRow>? table;
    private DotNetObjectReference<EntryGrid>? self;

    [Inject] private Browser Browser { get; set; } = null!;

    [Inject] private IMeshMonitor Mesh { get; set; } = null!;

    [Parameter, EditorRequired] public EntryFeed Feed { get; set; } = null!;

    [Parameter] public EventCallback<EntryRow> OnEdit { get; set; }

    [Parameter] public EventCallback<EntryRow> OnRemove { get; set; }

    [Parameter] public EventCallback<EntryRow> OnResolve { get; set; }

    [Parameter] public EventCallback<EntryFilter> OnFilter { get; set; }

    [Parameter] public EventCallback OnShow { get; set; }

    /// <summary>Called by the browser.</summary>
    [JSInvokable]
    public void HoldAsync(bool hold)
    {
        Feed.Hold(hold);
        StateHasChanged();
    }

    public void Dispose()
    {
        self?.Dispose();
        GC.SuppressFinalize(this);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && table is not null)
        {
            self = DotNetObjectReference.Create(this);
            await Browser.WatchTableAsync(table.Table, self);
        }
    }

    private static string Sentence(EntryRow row) => EntrySentence.Of(row.Key, row.Window);

    private string ChangedBy(EntryRow row) => row.ChangedAtNode == Mesh.Current.Self
        ? string.Format(EntriesTexts.ByHere, row.ChangedBy)
        : string.Format(EntriesTexts.ByAt, row.ChangedBy, NodeLabel.Of(Mesh.Current, row.ChangedAtNode));
}
