using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using Microsoft.AspNetCore.Components;

namespace AuthMesh.Admin.Entries;

/// <summary>Adds an entry, or changes the window and note of one.</summary>
public partial class EntryDialog
{
    private EntryEdit? opened;
    private EntryForm form = new();
    private IReadOnlyDictionary<string, string> errors = new Dictionary<string, string>();
    private WriteRejected? rejected;
    private bool complete, submitted, busy;

    [Inject] private EntryAdministration Entries { get; set; } = null!;

    [Inject] private IMeshMonitor Mesh { get; set; } = null!;

    [Parameter, EditorRequired] public ListName List { get; set; }

    /// <summary>Null while closed.</summary>
    [Parameter] public EntryEdit? Edit { get; set; }

    /// <summary>The entry as it is now, for one that is edited.</summary>
    [Parameter] public EntryRow? Latest { get; set; }

    [Parameter] public EventCallback OnClose { get; set; }

    [Parameter] public EventCallback<EntryWrite> OnWritten { get; set; }

    [Parameter] public EventCallback OnFreshLook { get; set; }

    private EntryRow? ChangedElsewhere => Edit?.Row is { } row && Latest is { } latest && !latest.IsSameAs(row) ? latest : null;

    protected override void OnParametersSet()
    {
        if (Edit != opened)
        {
            opened = Edit;
            form = Edit?.Row is { } row ? EntryForm.Of(row) : new EntryForm();
            (rejected, submitted) = (null, false);
        }
    }

    protected override bool ShouldRender()
    {
        // Worked out once for each render, of which every keystroke makes one.
        errors = form.Errors(List);
        complete = errors.Count == 0;
        return true;
    }

    /// <summary>A field says what is wrong once something is typed, all of them once it was tried to save.</summary>
    private string? ErrorOf(string field, string value) =>
        rejected is not null && RejectionText.FieldOf(rejected) == field ? rejected.Detail
        : submitted || value.Length > 0 ? errors.GetValueOrDefault(field)
        : null;

    private async Task SaveAsync(bool resolve)
    {
        (submitted, rejected) = (true, null);
        if (busy || form.Errors(List).Count > 0)
        {
            return;
        }

        busy = true;
        try
        {
            var write = await Entries.WriteAsync(List, Change.Put(form.Key, form.Details), Edit?.Seen, resolve);
            rejected = write.Outcome as WriteRejected;
            if (rejected is null)
            {
                await OnWritten.InvokeAsync(write);
            }
        }
        finally
        {
            busy = false;
        }
    }
}
