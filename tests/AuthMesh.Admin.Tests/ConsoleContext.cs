using System.Security.Claims;
using AuthMesh.Admin.SignIn;
using AuthMesh.Admin.Tests.Fakes;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace AuthMesh.Admin.Tests;

/// <summary>The console's own registrations over fakes, with an administrator signed in.</summary>
public abstract class ConsoleContext : BunitContext
{
    protected ConsoleContext()
    {
        Lists = new FakeLists(Time);
        Accounts.Administrator = ("anna", "correct horse battery");
        Services.AddConsoleRooms();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IListMonitor>(Lists).AddSingleton<IListWriter>(Lists).AddSingleton<IListQueries>(Lists);
        Services.AddSingleton<IMeshMonitor>(Mesh).AddSingleton<IMeshAdministration>(Mesh);
        Services.AddSingleton<IAdministratorAccounts>(Accounts).AddSingleton<ISetupCodeNotice>(Notice).AddSingleton<IEntropy, FakeEntropy>();
        // The real ones, in the place of bunit's stand-ins.
        Services.AddTransient<IAuthorizationService, DefaultAuthorizationService>().AddTransient<IAuthorizationPolicyProvider, DefaultAuthorizationPolicyProvider>();
        Services.AddScoped<AuthenticationStateProvider>(_ => new FixedUser(() => User));
        JSInterop.Mode = JSRuntimeMode.Loose;
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        SignIn();
    }

    protected FakeTime Time { get; } = new();

    protected FakeLists Lists { get; }

    protected FakeMesh Mesh { get; } = new();

    protected FakeAccounts Accounts { get; } = new();

    protected FakeNotice Notice { get; } = new();

    protected ClaimsPrincipal User { get; private set; } = new();

    protected void SignIn() => User = new ConsoleSession("anna", "session", "stamp", FakeTime.Start.AddHours(12)).ToPrincipal();

    /// <summary>The session ended while the page was open.</summary>
    protected void SignOut() => User = new ClaimsPrincipal(new ClaimsIdentity());

    /// <summary>One of the console's own services, as its pages get it.</summary>
    private protected T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    /// <summary>Lets what was signalled be rendered.</summary>
    protected void LetRender() => Time.Move(TimeSpan.FromMilliseconds(250));

    private sealed class FixedUser(Func<ClaimsPrincipal> user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(user()));
    }
}
