namespace AuthMesh.Client;

/// <summary>Batches of one list on the way, as far as known, and why they are not there yet.</summary>
/// <param name="Here">Announced by the node and not yet applied where this is asked.</param>
/// <param name="HereReason"><c>none</c>, <c>announced</c>, <c>fetching</c>, <c>awaiting_cause</c> or <c>fruitless</c>.</param>
/// <param name="There">Applied where this is asked and not yet confirmed by the node.</param>
/// <param name="ThereReason"><c>none</c>, <c>under_way</c>, <c>fetching</c> or <c>window_full</c>.</param>
public sealed record NodeListLag(string List, long Here, string HereReason, long There, string ThereReason);
