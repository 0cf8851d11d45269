using AuthMesh.Core.Access;
using Microsoft.Extensions.Hosting;

namespace AuthMesh.Admin.Setup;

/// <summary>Shows the setup code once the node is up, while it has no administrator.</summary>
internal sealed class SetupCodeAnnouncement(IAdministratorAccounts accounts, SetupCode code, ISetupCodeNotice notice) : IHostedLifecycleService
{
    // After every hosted service has started, so that the database is there and the log's last lines are these.
    public async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (await accounts.AnyAsync(cancellationToken))
        {
            notice.Withdraw();
        }
        else
        {
            notice.Post(code.Text);
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
