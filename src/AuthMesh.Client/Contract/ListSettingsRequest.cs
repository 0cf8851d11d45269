namespace AuthMesh.Client;

/// <summary>What shall be set for a list. What is null stays as it is.</summary>
/// <param name="StoredOnly">All attributes of which only the stored value shall count, whatever a request says; empty for none.</param>
/// <param name="Resolve">True settles a setting about which sites disagree; without it such a setting is not changed.</param>
public sealed record ListSettingsRequest(IReadOnlyList<string>? StoredOnly = null, bool? Resolve = null);
