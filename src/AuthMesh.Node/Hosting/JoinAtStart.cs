using AuthMesh.Core.Access;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Makes a fresh node join the mesh that its configuration invites it to.</summary>
/// <remarks>The steward may not be up yet, as when all servers start together: until it answers, the node goes on trying.</remarks>
internal sealed class JoinAtStart(
    IMeshAdministration administration, IMeshMonitor mesh, IOptions<JoinOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<JoinAtStart> logger)
    : BackgroundService
{
    private static readonly TimeSpan _firstPause = TimeSpan.FromSeconds(0.5), _longestPause = TimeSpan.FromSeconds(15);

    /// <summary>The code of a steward that does not answer.</summary>
    private const string Unreachable = "unreachable";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Join is not { Length: > 0 } invitation || !await IsUpAsync(stoppingToken))
        {
            return;
        }

        var pause = _firstPause;
        while (mesh.Current.Nodes.Length <= 1)
        {
            var outcome = await administration.JoinAsync(invitation, stoppingToken);
            if (outcome.Succeeded)
            {
                logger.LogInformation("Joined mesh {Mesh}", mesh.Current.Mesh);
                return;
            }

            if (outcome.Error != Unreachable)
            {
                logger.LogError("Not joined ({Code}): {Detail} The node goes on as it is.", outcome.Error, outcome.Detail);
                return;
            }

            logger.LogWarning("Not joined yet: {Detail} Trying again in {Pause}.", outcome.Detail, pause);
            await Task.Delay(pause, time, stoppingToken);
            pause = pause * 2 < _longestPause ? pause * 2 : _longestPause;
        }

        logger.LogInformation("In a mesh with others already: the invitation is not used.");
    }

    /// <summary>True once the listeners are open, whose addresses the steward is told.</summary>
    private async Task<bool> IsUpAsync(CancellationToken stoppingToken)
    {
        var up = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var started = lifetime.ApplicationStarted.Register(() => up.TrySetResult());
        await using var stopped = stoppingToken.Register(() => up.TrySetCanceled(CancellationToken.None));
        try
        {
            await up.Task;
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
