using AuthMesh.Core.Access;
using AuthMesh.Storage.Accounts;
using AuthMesh.Storage.Schema;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Storage.Tests.Accounts;

public sealed class AdministratorAccountsTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly TestDirectory _directory = new();
    private readonly TestNode _node;

    public AdministratorAccountsTests() => _node = new TestNode(_directory.Path);

    private IAdministratorAccounts Accounts => _node.Accounts;

    [Fact]
    public async Task A_fresh_node_has_no_administrator()
    {
        Assert.False(await Accounts.AnyAsync());
        Assert.False((await Accounts.SignInAsync("anna", Password)).Succeeded);
    }

    [Fact]
    public async Task The_first_administrator_signs_in_with_the_password_and_no_other()
    {
        Assert.Empty(await Accounts.CreateFirstAsync("anna", Password));

        Assert.True(await Accounts.AnyAsync());
        var attempt = await Accounts.SignInAsync("ANNA", Password);
        Assert.Equal("anna", attempt.Name);
        Assert.False((await Accounts.SignInAsync("anna", Password + "!")).Succeeded);
        Assert.False((await Accounts.SignInAsync("anna", "")).Succeeded);
        Assert.False((await Accounts.SignInAsync("bob", Password)).Succeeded);
    }

    [Fact]
    public async Task A_second_first_administrator_is_refused()
    {
        await Accounts.CreateFirstAsync("anna", Password);

        Assert.NotEmpty(await Accounts.CreateFirstAsync("mallory", Password));

        Assert.False((await Accounts.SignInAsync("mallory", Password)).Succeeded);
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_becomes_the_first()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => Accounts.CreateFirstAsync($"admin{n}", Password))));

        Assert.Single(outcomes, errors => errors.Count == 0);
        await using var context = _node.Get<IDbContextFactory<StorageContext>>().CreateDbContext();
        Assert.Equal(1, await context.Administrators.CountAsync());
    }

    [Theory]
    [InlineData("elevenchars")]
    [InlineData("")]
    public async Task A_short_password_is_refused_with_a_reason(string password)
    {
        var errors = await Accounts.CreateFirstAsync("anna", password);

        Assert.Contains("12", Assert.Single(errors));
        Assert.False(await Accounts.AnyAsync());
    }

    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("nur kleine buchstaben und ein ü")]
    public async Task A_long_password_needs_no_digits_or_signs(string password) =>
        Assert.Empty(await Accounts.CreateFirstAsync("anna", password));

    [Fact]
    public async Task Names_and_passwords_without_bounds_are_refused()
    {
        Assert.NotEmpty(await Accounts.CreateFirstAsync(new string('a', 65), Password));
        Assert.NotEmpty(await Accounts.CreateFirstAsync("anna", new string('a', 257)));
        Assert.NotEmpty(await Accounts.CreateFirstAsync("", Password));
        Assert.NotEmpty(await Accounts.CreateFirstAsync("an na<script>", Password));
        Assert.False((await Accounts.SignInAsync(new string('a', 1_000_000), new string('a', 1_000_000))).Succeeded);
    }

    [Fact]
    public async Task Five_failures_lock_a_name_for_five_minutes()
    {
        await Accounts.CreateFirstAsync("anna", Password);
        for (var failure = 1; failure <= 4; failure++)
        {
            Assert.False((await Accounts.SignInAsync("anna", "wrong")).LockedOut);
        }

        Assert.True((await Accounts.SignInAsync("anna", "wrong")).LockedOut);
        Assert.True((await Accounts.SignInAsync("anna", Password)).LockedOut);
        _node.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.False((await Accounts.SignInAsync("anna", Password)).Succeeded);
        _node.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.True((await Accounts.SignInAsync("anna", Password)).Succeeded);
    }

    [Fact]
    public async Task Guesses_in_parallel_are_all_counted()
    {
        await Accounts.CreateFirstAsync("anna", Password);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => Accounts.SignInAsync("anna", "wrong"))));

        Assert.True((await Accounts.SignInAsync("anna", Password)).LockedOut);
    }

    [Fact]
    public async Task A_sign_in_clears_the_count_of_failures()
    {
        await Accounts.CreateFirstAsync("anna", Password);
        for (var round = 0; round < 3; round++)
        {
            for (var failure = 1; failure <= 4; failure++)
            {
                await Accounts.SignInAsync("anna", "wrong");
            }

            Assert.True((await Accounts.SignInAsync("anna", Password)).Succeeded);
        }
    }

    [Fact]
    public async Task A_session_is_honoured_until_the_stamp_changes()
    {
        await Accounts.CreateFirstAsync("anna", Password);
        var attempt = await Accounts.SignInAsync("anna", Password);
        Assert.True(await Accounts.IsStillValidAsync("anna", attempt.Stamp!));
        Assert.False(await Accounts.IsStillValidAsync("anna", "other"));
        Assert.False(await Accounts.IsStillValidAsync("bob", attempt.Stamp!));

        await using (var context = _node.Get<IDbContextFactory<StorageContext>>().CreateDbContext())
        {
            (await context.Administrators.SingleAsync()).SecurityStamp = "NEW";
            await context.SaveChangesAsync();
        }

        Assert.False(await Accounts.IsStillValidAsync("anna", attempt.Stamp!));
    }

    [Fact]
    public async Task Accounts_outlive_the_process_and_passwords_are_not_in_the_file()
    {
        await Accounts.CreateFirstAsync("anna", Password);
        _node.Dispose();

        using var next = new TestNode(_directory.Path);
        Assert.True((await next.Accounts.SignInAsync("anna", Password)).Succeeded);
        Assert.DoesNotContain(Password, System.Text.Encoding.Latin1.GetString(await ReadShared(Path.Combine(_directory.Path, "authmesh.db"))));
    }

    [Fact]
    public async Task An_unknown_name_costs_the_same_hash_as_a_wrong_password()
    {
        var hasher = new CountingHasher();
        using var node = new TestNode(Path.Combine(_directory.Path, "counting"), services => services.AddSingleton<IPasswordHasher<Administrator>>(hasher));
        await node.Accounts.CreateFirstAsync("anna", Password);
        await node.Accounts.SignInAsync("nobody", "wrong");
        var before = hasher.Verified;

        await node.Accounts.SignInAsync("anna", "wrong");
        Assert.Equal(before + 1, hasher.Verified);
        await node.Accounts.SignInAsync("nobody", "wrong");
        Assert.Equal(before + 2, hasher.Verified);
    }

    public void Dispose()
    {
        _node.Dispose();
        _directory.Dispose();
    }

    private static async Task<byte[]> ReadShared(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private sealed class CountingHasher : PasswordHasher<Administrator>
    {
        public int Verified { get; private set; }

        public override PasswordVerificationResult VerifyHashedPassword(Administrator user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
