namespace AuthMesh.Admin.SignIn;

/// <summary>Where to go after signing in: only ever a place on this console.</summary>
internal static class ReturnPath
{
    public const string Home = "/";

    /// <summary>The path if it leads nowhere else, else <see cref="Home"/>.</summary>
    public static string Safe(string? path) =>
        path is ['/', ..] && !path.StartsWith("//", StringComparison.Ordinal) && !path.Contains('\\') && !path.Any(char.IsControl) ? path : Home;
}
