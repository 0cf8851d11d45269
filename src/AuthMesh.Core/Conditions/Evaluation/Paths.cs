namespace AuthMesh.Core.Conditions.Evaluation;

/// <summary>What a condition reads, as it would be written in one.</summary>
internal static class Paths
{
    private const int MostCharacters = 128;

    /// <summary>A member: by its name where that is a plain word, else in brackets; null where what it is a member of has no path.</summary>
    public static string? Member(string? whole, string name) => whole is null ? null
        : IsWord(name) ? $"{whole}.{name}"
        : $"{whole}[\"{(name.Length <= MostCharacters ? name : name[..MostCharacters] + "…").Replace("\"", "\\\"", StringComparison.Ordinal)}\"]";

    /// <summary>An item by its place, or a value by a key that is a number.</summary>
    public static string? Item(string? whole, long place) => whole is null ? null : $"{whole}[{place}]";

    private static bool IsWord(string name) =>
        name.Length is > 0 and <= MostCharacters && !char.IsAsciiDigit(name[0]) && name.All(character => char.IsAsciiLetterOrDigit(character) || character == '_');
}
