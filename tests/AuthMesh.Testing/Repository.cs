namespace AuthMesh.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds <c>AuthMesh.sln</c>.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AuthMesh.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No AuthMesh.sln above {AppContext.BaseDirectory}.");
    }
}
