using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Entries;

/// <summary>An effect as it is written in addresses, commands and the API, and as it is shown.</summary>
internal static class EffectText
{
    public static string Word(Effect effect) => effect == Effect.Allow ? "allow" : "deny";

    public static string Shown(Effect effect) => effect == Effect.Allow ? EntriesTexts.Allow : EntriesTexts.Deny;

    /// <summary>Null for anything but the two words.</summary>
    public static Effect? Parse(string? word) => word switch
    {
        "allow" => Effect.Allow,
        "deny" => Effect.Deny,
        _ => null,
    };
}
