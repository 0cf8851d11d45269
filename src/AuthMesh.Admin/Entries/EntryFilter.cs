using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;

namespace AuthMesh.Admin.Entries;

/// <summary>Which entries the page shows; it lives in the page's address, so that a view can be kept and sent.</summary>
/// <param name="Text">Anywhere in subject, action, resource or note.</param>
public sealed record EntryFilter(string? Text = null, string? Subject = null, string? Action = null, string? Resource = null, Effect? Effect = null, bool Contested = false)
{
    public static EntryFilter None { get; } = new();

    public bool IsNone => this == None;

    public RecordFilter ToRecordFilter() =>
        new(RecordKind.Entry, Subject, Action, Resource, Effect, Query: Text, Contested: Contested);

    /// <summary>The address's parameters; null removes one.</summary>
    public IReadOnlyDictionary<string, object?> ToQuery() => new Dictionary<string, object?>
    {
        ["q"] = Text,
        ["subject"] = Subject,
        ["action"] = Action,
        ["resource"] = Resource,
        ["effect"] = Effect is { } effect ? EffectText.Word(effect) : null,
        ["contested"] = Contested ? true : null,
    };

    /// <summary>The filters one by one, as the search box would take them, each with what is left when it is taken away.</summary>
    public IEnumerable<(string Chip, EntryFilter Without)> Chips()
    {
        if (Effect is { } effect) yield return ($"effect:{EffectText.Word(effect)}", this with { Effect = null });
        if (Subject is not null) yield return ($"subject:{Subject}", this with { Subject = null });
        if (Action is not null) yield return ($"action:{Action}", this with { Action = null });
        if (Resource is not null) yield return ($"resource:{Resource}", this with { Resource = null });
        if (Contested) yield return ("is:contested", this with { Contested = false });
        if (Text is not null) yield return ($"“{Text}”", this with { Text = null });
    }
}
