namespace AuthMesh.Admin.Shell;

/// <summary>The colours that a browser asked for: by its cookie, else by its system.</summary>
internal sealed record ConsoleTheme(string Name)
{
    public const string Cookie = "authmesh-theme";

    public static ConsoleTheme System { get; } = new("system");

    public static ConsoleTheme Light { get; } = new("light");

    public static ConsoleTheme Dark { get; } = new("dark");

    /// <summary>One style sheet of the component library.</summary>
    /// <param name="Scheme">Which colours it brings.</param>
    /// <param name="Media">When it counts.</param>
    public sealed record Sheet(string File, string Scheme, string Media);

    /// <summary>The library's sheets of both schemes: the one not wanted is not applied, and switching needs no loading.</summary>
    public IEnumerable<Sheet> Sheets =>
    [
        new("_content/Radzen.Blazor/css/material-base.css", "light", MediaOf("light")),
        new("_content/Radzen.Blazor/css/material-wcag.css", "light", MediaOf("light")),
        new("_content/Radzen.Blazor/css/material-dark-base.css", "dark", MediaOf("dark")),
        new("_content/Radzen.Blazor/css/material-dark-wcag.css", "dark", MediaOf("dark")),
    ];

    /// <summary>Anything but a known name is the system's.</summary>
    public static ConsoleTheme Of(string? cookie) => cookie switch
    {
        "light" => Light,
        "dark" => Dark,
        _ => System,
    };

    private string MediaOf(string scheme) => this == System ? $"(prefers-color-scheme: {scheme})" : Name == scheme ? "all" : "not all";
}
