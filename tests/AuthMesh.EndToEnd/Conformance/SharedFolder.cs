using AuthMesh.Testing;

namespace AuthMesh.EndToEnd.Conformance;

/// <summary>What is not ours to publish and yet good to test against: it lies beside the repository, or where AUTHMESH_SHARED says.</summary>
public static class SharedFolder
{
    /// <summary>The path of a file there; skips the test with a plain message when there is none.</summary>
    public static string Require(string file)
    {
        var folder = Environment.GetEnvironmentVariable("AUTHMESH_SHARED") ?? Path.Combine(Repository.Root, "..", "shared");
        var path = Path.GetFullPath(Path.Combine(folder, file));
        Assert.SkipUnless(File.Exists(path), $"There is no {path}; set AUTHMESH_SHARED to the folder that has {file}.");
        return path;
    }
}
