using AuthMesh.Core.Access;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Node.Hosting;
using AuthMesh.Transport.Joining;
using AuthMesh.Transport.Listening;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Replication;

/// <summary>How this node comes to a mesh: at its first start it founds one of its own, unless it is to join another by an invitation.</summary>
/// <remarks>A fresh mesh of one is what makes a node usable at once; while nobody else is in it and nothing is written, an invitation still replaces it.</remarks>
internal sealed partial class MeshJoiner(
    ReplicaLoop loop,
    JoinClient door,
    MeshListener listener,
    IMeshMonitor mesh,
    IListMonitor lists,
    IOptions<NodeOptions> node,
    IOptions<JoinOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<MeshJoiner> logger) : BackgroundService
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>The invitation under which this node waits for approval; null while it does not.</summary>
    private Invitation? _pending;

    /// <summary>Joins, or says why not. Held for approval counts as not yet joined: the node goes on asking by itself.</summary>
    public async Task<MeshOutcome> JoinAsync(string text, CancellationToken cancellationToken)
    {
        if (!Invitation.TryParse(text.Trim(), out var invitation, out var error))
        {
            return new MeshOutcome("invalid_invitation", error);
        }

        if (mesh.Current.Mesh == invitation.Mesh)
        {
            return MeshOutcome.Done;
        }

        if (mesh.Current.Nodes.Length > 1 || lists.Lists.Any(l => l.Counts.Batches > 0))
        {
            return new MeshOutcome("already_in_mesh", "This node is in a mesh with other nodes or with records; only a fresh node can join another.");
        }

        var outcome = await AskAsync(invitation, cancellationToken);
        if (outcome.Error == "pending_approval")
        {
            _pending = invitation;
        }

        return outcome;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        if (mesh.Current.Mesh is null)
        {
            await BeginAsync(stoppingToken);
        }
        else if (options.Value.Join is not null)
        {
            InMeshAlready(logger);
        }

        await AdvertiseAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), time, stoppingToken);
            if (_pending is { } pending && (await AskAsync(pending, stoppingToken)).Error is not ("pending_approval" or "steward_unreachable" or "storage_failed"))
            {
                _pending = null;
            }
        }
    }

    private async Task BeginAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Join is not { } text)
        {
            await FoundAsync(stoppingToken);
            return;
        }

        for (var attempt = 0; mesh.Current.Mesh is null; attempt++)
        {
            var outcome = await JoinAsync(text, stoppingToken);
            if (outcome.Succeeded)
            {
                return;
            }

            NotJoined(logger, outcome.Error!, outcome.Detail);
            var wait = TimeSpan.FromSeconds(Math.Min(LongestWait.TotalSeconds, Math.Pow(2, Math.Min(attempt, 5))));
            await Task.Delay(wait * (0.5 + (Random.Shared.NextDouble() / 2)), time, stoppingToken);
        }
    }

    /// <summary>Whether the invitation still holds is for the steward to say, by its own clock: ours may be wrong.</summary>
    private async Task<MeshOutcome> AskAsync(Invitation invitation, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await door.RequestAsync(invitation, node.Value.Name, listener.AdvertisedUrl, cancellationToken);
            return answer.Status switch
            {
                JoinStatus.Admitted => await loop.RequestAsync<MeshOutcome>(number => new AdoptionRequested(number, invitation.Mesh, invitation.Steward, invitation.Address), cancellationToken),
                JoinStatus.Pending => new MeshOutcome("pending_approval", "The node waits for a steward's approval; it joins by itself when it is given."),
                _ => new MeshOutcome("join_refused", answer.Detail),
            };
        }
        catch (JoinException error)
        {
            return new MeshOutcome("steward_unreachable", error.Message);
        }
        catch (StoreException error)
        {
            return new MeshOutcome("storage_failed", error.Message);
        }
    }

    /// <summary>An address that was configured anew since the last start goes into the roster.</summary>
    private async Task AdvertiseAsync(CancellationToken stoppingToken)
    {
        if (mesh.Current.Nodes.FirstOrDefault(n => n.IsSelf) is { } self && self.Address != listener.AdvertisedUrl)
        {
            var change = RosterValues.Put(self.Node, new Core.Roster.NodeDescription(self.Name, listener.AdvertisedUrl));
            var transaction = new Core.Lists.Transaction("node", "The address was configured anew.", [change]);
            try
            {
                await loop.WriteAsync(new WriteRequest(Core.Lists.ListName.Mesh, transaction, Resolve: true), stoppingToken);
            }
            catch (StoreException error)
            {
                NotStored(logger, error);
            }
        }
    }

    /// <summary>Tries until the disk lets it.</summary>
    private async Task FoundAsync(CancellationToken stoppingToken)
    {
        while (mesh.Current.Mesh is null)
        {
            try
            {
                await loop.RequestAsync<MeshOutcome>(number => new FoundingRequested(number, node.Value.Name, listener.AdvertisedUrl), stoppingToken);
                return;
            }
            catch (StoreException error)
            {
                NotStored(logger, error);
                await Task.Delay(LongestWait, time, stoppingToken);
            }
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
    }

    [LoggerMessage(LogLevel.Warning, EventName = "not_joined", Message = "not_joined: {Code}: {Detail}")]
    private static partial void NotJoined(ILogger logger, string code, string detail);

    [LoggerMessage(LogLevel.Error, EventName = "not_stored", Message = "not_stored: the roster could not be written")]
    private static partial void NotStored(ILogger logger, Exception error);

    [LoggerMessage(LogLevel.Information, EventName = "in_mesh_already", Message = "in_mesh_already: the invitation of the configuration is not needed any more")]
    private static partial void InMeshAlready(ILogger logger);
}
