namespace AuthMesh.Storage.Tests;

/// <summary>A directory that is gone after the test.</summary>
public sealed class TestDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("authmesh-storage-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
