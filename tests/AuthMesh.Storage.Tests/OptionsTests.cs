using AuthMesh.Core.Access;
using Microsoft.Extensions.Options;

namespace AuthMesh.Storage.Tests;

public sealed class OptionsTests : IDisposable
{
    private const string EmptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private readonly TestDirectory _directory = new();

    [Fact]
    public void Bad_storage_options_are_refused_all_at_once_with_key_value_and_what_is_allowed()
    {
        var errors = Errors<SqliteStorage>(
            ("AuthMesh:Storage:CacheMegabytes", "1"), ("AuthMesh:Storage:CheckpointMegabytes", "2000"), ("AuthMesh:Storage:BusyTimeout", "00:00:00"));

        Assert.Equal(3, errors.Count);
        Assert.Contains("AuthMesh:Storage:CacheMegabytes is 1; allowed is 2 to 8192.", errors);
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Storage:BusyTimeout is 00:00:00; allowed is ", StringComparison.Ordinal));
    }

    [Fact]
    public void Bad_tokens_are_refused_all_at_once_with_key_value_and_what_is_allowed()
    {
        var errors = Errors<IApiTokens>(
            ("AuthMesh:Api:Tokens:0:Name", ""), ("AuthMesh:Api:Tokens:0:Sha256", EmptyDigest),
            ("AuthMesh:Api:Tokens:1:Name", "b"), ("AuthMesh:Api:Tokens:1:Scope", "Admin"), ("AuthMesh:Api:Tokens:1:Sha256", "secret"),
            ("AuthMesh:Api:Tokens:2:Name", "b"), ("AuthMesh:Api:Tokens:2:Scope", "9"), ("AuthMesh:Api:Tokens:2:Sha256", new string('a', 64)));

        Assert.Equal(6, errors.Count);
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Api:Tokens:0:Name", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Api:Tokens:0:Scope is missing", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Api:Tokens:0:Sha256", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Api:Tokens:1:Sha256 'secret'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.StartsWith("AuthMesh:Api:Tokens:2:Scope is '9'", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Contains("Name 'b' 2 times", StringComparison.Ordinal));
    }

    [Fact]
    public void Options_within_bounds_are_taken()
    {
        using var node = new TestNode(_directory.Path, ("AuthMesh:Storage:CacheMegabytes", "2"), ("AuthMesh:Storage:BusyTimeout", "00:00:01"));

        Assert.Equal(2, node.Get<IOptions<StorageOptions>>().Value.CacheMegabytes);
        Assert.NotNull(node.Get<SqliteStorage>());
    }

    public void Dispose() => _directory.Dispose();

    private List<string> Errors<T>(params (string Key, string Value)[] settings)
        where T : notnull
    {
        using var node = new TestNode(_directory.Path, settings);
        return [.. Assert.Throws<OptionsValidationException>(() => node.Get<T>()).Failures];
    }
}
