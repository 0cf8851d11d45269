using AuthMesh.Admin.Controls;

namespace AuthMesh.Admin.Entries;

/// <summary>A page of entries, or why there is none.</summary>
/// <param name="Next">The cursor of the page after; null at the end.</param>
/// <param name="Trouble">Null when the rows count.</param>
/// <param name="RequestId">Of a failure.</param>
public sealed record EntryPage(IReadOnlyList<EntryRow> Rows, string? Next, PageStateKind? Trouble = null, string? RequestId = null)
{
    public static EntryPage Loading { get; } = new([], null, PageStateKind.Loading);

    public static EntryPage NotAllowed { get; } = new([], null, PageStateKind.NotAllowed);

    public static EntryPage Failed(string requestId) => new([], null, PageStateKind.Failed, requestId);
}
