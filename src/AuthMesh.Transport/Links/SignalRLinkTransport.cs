using System.Collections.Concurrent;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Transport.Links;

/// <summary>Links over SignalR: dials peers, sends, closes; what comes of it goes to <see cref="ILinkEvents"/>.</summary>
/// <remarks>It closes all links before any part of the host stops, so that nobody is told of a link after the replica has gone.</remarks>
internal sealed class SignalRLinkTransport(LinkRegistry links, LinkDialer dialer, ReplicaPort replica, ILogger<SignalRLinkTransport> log) : ILinkTransport, IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _dials = new();

    public void Dial(NodeId peer, string address)
    {
        // Not on the caller's thread: a dial does some work before it first waits.
        var dial = Task.Run(() => RunAsync(peer, address));
        _dials[dial] = true;
        dial.ContinueWith(done => _dials.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Send(LinkId link, ReadOnlyMemory<byte> frame) => links.Find(link)?.Send(frame);

    public void Close(LinkId link, string reason) => links.Find(link)?.Close(reason);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await links.StopAsync(cancellationToken);
        await Task.WhenAll(_dials.Keys).WaitAsync(cancellationToken);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stopping.Dispose();

    private async Task RunAsync(NodeId peer, string address)
    {
        try
        {
            await dialer.RunAsync(peer, address, _stopping.Token);
        }
        catch (Exception error)
        {
            log.LogError(error, "The link with node {Node} ended in a fault of this node.", peer);
            replica.Events.DialFailed(peer, "a fault of this node"); // else it would wait for this dial for ever
        }
    }
}
