using AuthMesh.Admin.Controls;
using AuthMesh.Admin.Shell;
using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>Tells a person what became of their write, offers to undo it, and follows it through the mesh.</summary>
internal sealed class EntryNotices(EntryAdministration entries, ReceiptWatch receipts, Notices notices)
{
    /// <summary>For a write that the dialogs took as done.</summary>
    public void Tell(EntryWrite write) => Tell(write, TextOf(write));

    private void Tell(EntryWrite write, string text)
    {
        if (write.Outcome is not WriteAccepted accepted)
        {
            return;
        }

        if (accepted.Dot is not { } dot)
        {
            notices.Show(new Notice(StateTone.Neutral, EntriesTexts.Unchanged));
            return;
        }

        var notice = new Notice(StateTone.Good, text);
        if (write.Inverse is { } inverse)
        {
            notice.Action = new NoticeAction(EntriesTexts.Undo, () => UndoAsync(write.List, inverse, accepted));
        }

        notices.Show(notice);
        _ = receipts.FollowAsync(write.List, dot.Batch, notice);
    }

    /// <summary>Against the version that the write led to: what somebody changed since is not overwritten.</summary>
    private async Task UndoAsync(ListName list, Change inverse, WriteAccepted done)
    {
        var undo = await entries.WriteAsync(list, inverse, done.Version);
        if (undo.Outcome is WriteRejected rejected)
        {
            notices.Show(new Notice(StateTone.Bad, string.Format(EntriesTexts.UndoFailed, RejectionText.Of(rejected))));
            return;
        }

        Tell(undo, string.Format(EntriesTexts.Undone, Sentence(undo)));
    }

    private static string TextOf(EntryWrite write) => string.Format(
        write switch
        {
            { Before.Contested: true } => EntriesTexts.Resolved,
            { Change.Operation: ChangeOperation.Remove } => EntriesTexts.Removed,
            { Before: not null } => EntriesTexts.Updated,
            _ => EntriesTexts.Added,
        },
        Sentence(write));

    private static string Sentence(EntryWrite write) =>
        EntrySentence.Of((EntryKey)write.Change.Key, write.Change.Operation == ChangeOperation.Put ? write.Change.Details.Window : Window.Always);
}
