namespace AuthMesh.Node.Hosting;

/// <summary>Where <c>appsettings.json</c> and <c>wwwroot/</c> are read from, whatever the working directory.</summary>
internal static class ContentRoot
{
    /// <summary>The repository root when run from a build's output, the program's own folder when published.</summary>
    public static string Find()
    {
        var programFolder = AppContext.BaseDirectory;

        // Only a build leaves this manifest, which points into the source tree; publishing copies the files instead.
        if (!File.Exists(Path.Combine(programFolder, "authmesh.staticwebassets.runtime.json")))
        {
            return programFolder;
        }

        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AuthMesh.sln")))
            {
                return folder.FullName;
            }
        }

        return programFolder;
    }
}
