using System.Security.Cryptography;
using System.Text;
using AuthMesh.Core.Access;
using AuthMesh.Storage.Database;

namespace AuthMesh.Storage.Tests.Tokens;

public sealed class ApiTokensTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private TestNode _node;

    public ApiTokensTests() => _node = new TestNode(_directory.Path);

    [Fact]
    public async Task A_token_is_found_by_its_text_and_by_nothing_else()
    {
        var created = await _node.Tokens.CreateAsync(TokenScope.Write, "ci", "admin:anna");

        Assert.Equal(new ApiToken(created.Token.Id, "ci", TokenScope.Write, "admin:anna", _node.Clock.GetUtcNow()), created.Token);
        Assert.Matches($"^amt_{created.Token.Id}_[A-Za-z0-9_-]{{43}}$", created.Text);
        Assert.Equal(created.Token, _node.Tokens.Find(created.Text));
        Assert.Null(_node.Tokens.Find(created.Text[..^1]));
        Assert.Null(_node.Tokens.Find(created.Text + " "));
        Assert.Null(_node.Tokens.Find(created.Text.ToUpperInvariant()));
        Assert.Null(_node.Tokens.Find(created.Token.Id));
        Assert.Null(_node.Tokens.Find(""));
        Assert.Null(_node.Tokens.Find(new string('a', 1_000_000)));
    }

    [Fact]
    public async Task Tokens_outlive_the_process_and_their_texts_are_kept_nowhere()
    {
        var created = await _node.Tokens.CreateAsync(TokenScope.Check, "app", "admin:anna");
        _node.Dispose();

        var file = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Path.Combine(_directory.Path, "authmesh.db")));
        Assert.Contains(created.Token.Id, file);
        Assert.DoesNotContain(created.Text[^43..], file);
        _node = new TestNode(_directory.Path);
        Assert.Equal(created.Token, _node.Tokens.Find(created.Text));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_at_once_and_for_ever()
    {
        var created = await _node.Tokens.CreateAsync(TokenScope.Admin, "old", "admin:anna");
        var other = await _node.Tokens.CreateAsync(TokenScope.Admin, "new", "admin:anna");

        Assert.True(await _node.Tokens.RevokeAsync(created.Token.Id));

        Assert.Null(_node.Tokens.Find(created.Text));
        Assert.False(await _node.Tokens.RevokeAsync(created.Token.Id));
        Assert.False(await _node.Tokens.RevokeAsync("unknown"));
        _node.Dispose();
        _node = new TestNode(_directory.Path);
        Assert.Null(_node.Tokens.Find(created.Text));
        Assert.NotNull(_node.Tokens.Find(other.Text));
        Assert.Equal([other.Token], await _node.Tokens.ListAsync());
    }

    [Fact]
    public async Task Tokens_are_listed_by_name_without_their_secrets()
    {
        await _node.Tokens.CreateAsync(TokenScope.Check, "b", "admin:anna");
        await _node.Tokens.CreateAsync(TokenScope.Read, "a", "admin:anna");

        Assert.Equal(["a", "b"], (await _node.Tokens.ListAsync()).Select(token => token.Name));
    }

    [Fact]
    public async Task A_token_without_a_proper_name_or_scope_is_not_made()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _node.Tokens.CreateAsync(TokenScope.Check, "", "admin:anna"));
        await Assert.ThrowsAsync<ArgumentException>(() => _node.Tokens.CreateAsync(TokenScope.Check, "a\nb", "admin:anna"));
        await Assert.ThrowsAsync<ArgumentException>(() => _node.Tokens.CreateAsync(default, "a", "admin:anna"));
        Assert.Empty(await _node.Tokens.ListAsync());
    }

    [Fact]
    public async Task Tokens_of_the_configuration_are_good_and_cannot_be_revoked()
    {
        const string text = "a shared token of the pair behind one address";
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        using var node = new TestNode(
            Path.Combine(_directory.Path, "pair"),
            ("AuthMesh:Api:Tokens:0:Name", "pair"), ("AuthMesh:Api:Tokens:0:Scope", "Read"), ("AuthMesh:Api:Tokens:0:Sha256", digest));

        var token = node.Tokens.Find(text)!;

        Assert.Equal(("pair", TokenScope.Read, "configuration"), (token.Name, token.Scope, token.CreatedBy));
        Assert.Equal([token], await node.Tokens.ListAsync());
        Assert.False(await node.Tokens.RevokeAsync(token.Id));
        Assert.NotNull(node.Tokens.Find(text));
    }

    public void Dispose()
    {
        _node.Dispose();
        _directory.Dispose();
    }
}
