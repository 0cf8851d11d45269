using AuthMesh.Admin.Shell;

namespace AuthMesh.Admin.Tests.Shell;

public class ConsoleThemeTests
{
    [Theory]
    [InlineData(null, "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")]
    [InlineData("\"><script>", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")]
    [InlineData("light", "all", "not all")]
    [InlineData("dark", "not all", "all")]
    public void The_cookie_says_which_colours_count(string? cookie, string light, string dark)
    {
        var sheets = ConsoleTheme.Of(cookie).Sheets.ToList();

        Assert.All(sheets.Where(sheet => sheet.Scheme == "light"), sheet => Assert.Equal(light, sheet.Media));
        Assert.All(sheets.Where(sheet => sheet.Scheme == "dark"), sheet => Assert.Equal(dark, sheet.Media));
    }
}
