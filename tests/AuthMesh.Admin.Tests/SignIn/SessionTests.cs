using System.Security.Claims;
using AuthMesh.Admin.SignIn;
using AuthMesh.Admin.Tests.Fakes;

namespace AuthMesh.Admin.Tests.SignIn;

public class SessionTests : ConsoleContext
{
    private SessionMonitor Sessions => Get<SessionMonitor>();

    [Fact]
    public async Task A_session_counts_while_the_account_says_so()
    {
        Assert.True(await Sessions.IsValidAsync(User));

        Accounts.Stamp = "another";

        Assert.False(await Sessions.IsValidAsync(User));
    }

    [Fact]
    public async Task A_session_ends_after_its_time_however_much_it_is_used()
    {
        Time.Move(ConsoleSession.Lifetime);

        Assert.False(await Sessions.IsValidAsync(User));
    }

    [Fact]
    public async Task Signing_out_ends_the_session_everywhere_and_says_so()
    {
        string? told = null;
        Sessions.Ended += id => told = id;

        Sessions.End(User);

        Assert.False(await Sessions.IsValidAsync(User));
        Assert.Equal("session", told);
    }

    [Fact]
    public async Task Another_session_of_the_same_account_goes_on()
    {
        Sessions.End(new ConsoleSession("anna", "other", "stamp", FakeTime.Start.AddHours(1)).ToPrincipal());

        Assert.True(await Sessions.IsValidAsync(User));
    }

    [Fact]
    public async Task A_principal_of_another_scheme_is_nobody_here()
    {
        var token = new ClaimsPrincipal(new ClaimsIdentity(User.Claims, "Bearer"));

        Assert.False(await Sessions.IsValidAsync(token));
    }

    [Theory]
    [InlineData("/entries?subject=user:alice", "/entries?subject=user:alice")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/a\nb", "/")]
    [InlineData("", "/")]
    [InlineData(null, "/")]
    public void After_signing_in_one_stays_on_this_console(string? asked, string expected) => Assert.Equal(expected, ReturnPath.Safe(asked));
}
