namespace AuthMesh.Storage.Tests;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TestDirectory _directory = new();

    [Fact]
    public void A_second_node_on_one_directory_is_refused_and_told_why()
    {
        using var first = DataDirectoryLock.Acquire(_directory.Path);

        var refused = Assert.Throws<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(_directory.Path));

        Assert.Equal(Environment.ProcessId, refused.ProcessId);
        Assert.Contains(_directory.Path, refused.Message);
        Assert.Contains($"process {Environment.ProcessId}", refused.Message);
    }

    [Fact]
    public void A_directory_that_was_given_back_can_be_taken_again()
    {
        DataDirectoryLock.Acquire(_directory.Path).Dispose();

        using var again = DataDirectoryLock.Acquire(_directory.Path);
        Assert.Equal(_directory.Path, again.Directory);
    }

    [Fact]
    public void What_a_dead_process_left_behind_locks_nothing()
    {
        File.WriteAllText(Path.Combine(_directory.Path, "authmesh.lock"), "");
        File.WriteAllText(Path.Combine(_directory.Path, "authmesh.pid"), "999999");

        using var taken = DataDirectoryLock.Acquire(_directory.Path);

        Assert.Equal($"{Environment.ProcessId}", File.ReadAllText(Path.Combine(_directory.Path, "authmesh.pid")));
    }

    [Fact]
    public void The_refusal_does_not_depend_on_knowing_the_holder()
    {
        using var first = DataDirectoryLock.Acquire(_directory.Path);
        File.Delete(Path.Combine(_directory.Path, "authmesh.pid"));

        var refused = Assert.Throws<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(_directory.Path));

        Assert.Null(refused.ProcessId);
    }

    [Fact]
    public void A_missing_directory_is_made_for_its_owner_only()
    {
        var path = Path.Combine(_directory.Path, "new", "data");

        using var taken = DataDirectoryLock.Acquire(path);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        }
    }

    public void Dispose() => _directory.Dispose();
}
