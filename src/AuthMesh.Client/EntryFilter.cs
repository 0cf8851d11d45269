namespace AuthMesh.Client;

/// <summary>Which entries to give; what is null does not filter.</summary>
/// <param name="Subject">Entries with exactly this subject; <paramref name="Action"/> and <paramref name="Resource"/> likewise.</param>
/// <param name="Query">Entries that contain this text.</param>
public sealed record EntryFilter(string? Subject = null, string? Action = null, string? Resource = null, Effect? Effect = null, string? Query = null)
{
    internal (string Name, string? Value)[] ToQuery() =>
    [
        ("subject", Subject),
        ("action", Action),
        ("resource", Resource),
        ("effect", Effect is null ? null : Effect == AuthMesh.Client.Effect.Allow ? "allow" : "deny"),
        ("q", Query),
    ];
}
