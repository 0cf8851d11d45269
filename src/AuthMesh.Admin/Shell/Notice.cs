using AuthMesh.Admin.Controls;

namespace AuthMesh.Admin.Shell;

/// <summary>One message about an action of the person's own.</summary>
internal sealed class Notice(StateTone tone, string text)
{
    public StateTone Tone { get; } = tone;

    public string Text { get; } = text;

    /// <summary>How far the change has come, e.g. <c>applied on 3 of 5 nodes</c>; null when there is nothing to say.</summary>
    public string? Progress { get; set; }

    /// <summary>The one thing to do about it; null for none.</summary>
    public NoticeAction? Action { get; set; }
}

/// <summary>A button of a notice.</summary>
internal sealed record NoticeAction(string Text, Func<Task> RunAsync);
