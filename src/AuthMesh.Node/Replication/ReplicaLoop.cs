using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Replication;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Replication;

/// <summary>Drives the replica: one loop takes all inputs in order, commits once for all that wait, then carries out the effects.</summary>
/// <remarks>
/// <para>While one commit is on its way to the disk, the next inputs gather: that is the group commit, and it needs no timer.</para>
/// <para>Bounded by its producers: frames by <see cref="FrameSlots"/> (a peer's link is read no further), writes by
/// <see cref="ReplicaLoopOptions.WaitingWrites"/> (429), the rest by the number of links and callers.</para>
/// <para>When the store fails, nothing of the round counts: its callers are told, all links are closed, and a new replica starts from what is
/// stored, after a wait that doubles up to half a minute. When it was a peer's frame that made the replica fail, that peer is cut off.</para>
/// </remarks>
internal sealed class ReplicaLoop : BackgroundService
{
    private const int InputsPerRound = 1024;
    private const int FrameSlots = 256;

    /// <summary>Milliseconds after which a replica counts as one that works: the next failure waits the shortest time again.</summary>
    private const int LastingRun = 60_000;

    private readonly Channel<ReplicaInput> _inputs = Channel.CreateUnbounded<ReplicaInput>(); // one reader, but the kind for one reader cannot be counted
    private readonly PendingAnswers _answers = new();
    private readonly SemaphoreSlim _frameSlots = new(FrameSlots);
    private readonly Dictionary<LinkId, NodeId> _links = [];
    private readonly PeerQuarantine _quarantine = new();
    private readonly Func<Replica> _newReplica;
    private readonly IReplicaStore _store;
    private readonly ILinkTransport _transport;
    private readonly ReplicaMonitor _monitor;
    private readonly ReplicaClock _clock;
    private readonly ReplicaLoopOptions _options;
    private readonly ReplicaReports _reports;
    private readonly RoundTimer _timer;
    private ReplicaInput? _handling;
    private long _waitingWrites;

    public ReplicaLoop(Func<Replica> newReplica, IReplicaStore store, ILinkTransport transport, ReplicaMonitor monitor, ReplicaClock clock, IOptions<ReplicaLoopOptions> options, ReplicaReports reports)
    {
        _newReplica = newReplica;
        _store = store;
        _transport = transport;
        _monitor = monitor;
        _clock = clock;
        _options = options.Value;
        _reports = reports;
        _timer = new RoundTimer(clock, () => Post(new Tick()));
    }

    /// <summary>Writes that wait to be made durable.</summary>
    public long WaitingWrites => Interlocked.Read(ref _waitingWrites);

    /// <summary>Inputs of all kinds that wait.</summary>
    public int WaitingInputs => _inputs.Reader.Count;

    /// <summary>Frames that made the replica fail.</summary>
    public long FailedFrames => _quarantine.Failures;

    /// <summary>Takes an input that needs no answer.</summary>
    public void Post(ReplicaInput input) => _inputs.Writer.TryWrite(input);

    /// <summary>Takes a frame when there is room for it.</summary>
    public async ValueTask PostFrameAsync(MessageArrived frame, CancellationToken cancellationToken)
    {
        await _frameSlots.WaitAsync(cancellationToken);
        _inputs.Writer.TryWrite(frame);
    }

    /// <summary>Takes a request and completes with its answer.</summary>
    public async Task<T> RequestAsync<T>(Func<long, RequestInput> input, CancellationToken cancellationToken)
    {
        var (number, answer) = _answers.Add();
        if (!_inputs.Writer.TryWrite(input(number)))
        {
            _answers.Remove(number);
            throw new OperationCanceledException("The node is shutting down.");
        }

        return (T)await answer.WaitAsync(cancellationToken);
    }

    /// <summary>Takes a write, or turns it away at once when too many wait.</summary>
    public async Task<WriteOutcome> WriteAsync(WriteRequest write, CancellationToken cancellationToken)
    {
        if (Interlocked.Increment(ref _waitingWrites) > _options.WaitingWrites)
        {
            Interlocked.Decrement(ref _waitingWrites);
            return new WriteRejected(WriteRejection.Busy, "The node has as many writes waiting as it takes; try again.");
        }

        // The place is given back when the write is done, also if its caller has gone before.
        var outcome = RequestAsync<WriteOutcome>(number => new WriteRequested(number, write), CancellationToken.None);
        _ = outcome.ContinueWith(_ => Interlocked.Decrement(ref _waitingWrites), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await outcome.WaitAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(() => failures = 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error)
            {
                _reports.RoundFailed(error);
                Blame(error);
                Recover();
                await Task.Delay(TimeSpan.FromSeconds(Math.Min(30, 0.5 * Math.Pow(2, failures++))), _clock.Provider, stoppingToken);
            }
        }

        _inputs.Writer.TryComplete();
        _answers.CancelAll();
    }

    private async Task RunAsync(Action worked, CancellationToken stoppingToken)
    {
        var replica = _newReplica();
        _monitor.Begin(replica.Self);
        replica.Start(_clock.Now());
        Finish(replica);
        var began = _clock.Now().Elapsed;
        while (true)
        {
            stoppingToken.ThrowIfCancellationRequested();
            await WaitForWorkAsync(replica, stoppingToken);
            RunRound(replica);
            if (_clock.Now().Elapsed - began > LastingRun)
            {
                worked();
            }
        }
    }

    private void RunRound(Replica replica)
    {
        if (_clock.HasJumped())
        {
            replica.Handle(new ClockJumped(), _clock.Now());
        }

        for (var taken = 0; taken < InputsPerRound && _inputs.Reader.TryRead(out var input); taken++)
        {
            Note(input);
            _handling = input;
            replica.Handle(IsFromBarred(input, out var refusal) ? refusal : input, _clock.Now());
        }

        _handling = null;

        Finish(replica);
        _store.Upkeep();
    }

    private void Finish(Replica replica)
    {
        // What is shown comes before what is answered: whoever has an answer finds the state that it speaks of.
        foreach (var effect in replica.CompleteRound(_clock.Now()).OrderBy(e => e is ListPublished or ListWithdrawn or MeshPublished ? 0 : 1))
        {
            Carry(effect);
        }
    }

    private async ValueTask WaitForWorkAsync(Replica replica, CancellationToken stoppingToken)
    {
        if (!replica.HasMoreWork && !_inputs.Reader.TryPeek(out _) && _timer.Set(replica.NextWake()))
        {
            await _inputs.Reader.WaitToReadAsync(stoppingToken);
        }
    }

    private void Note(ReplicaInput input)
    {
        switch (input)
        {
            case MessageArrived: _frameSlots.Release(); break;
            case RequestInput request: _answers.NoteHandled(request.Request); break;
            case LinkOpened opened: _links.Add(opened.Link, opened.Peer); break;
            case LinkClosed closed: _links.Remove(closed.Link); break;
        }
    }

    /// <summary>A link with a peer that is cut off is closed before the replica hears of it: to the replica, a dial failed or nothing happened.</summary>
    private bool IsFromBarred(ReplicaInput input, [NotNullWhen(true)] out ReplicaInput? instead)
    {
        if (input is not LinkOpened opened || !_quarantine.IsBarred(opened.Peer, _clock.Now().Elapsed))
        {
            instead = null;
            return false;
        }

        const string reason = "a frame of it made this node fail not long ago";
        _transport.Close(opened.Link, reason);
        instead = opened.Dialled ? new DialFailed(opened.Peer, reason) : new Tick();
        return true;
    }

    /// <summary>When a frame made the replica fail, the next one would meet the same frame again: its sender is cut off for a while.</summary>
    private void Blame(Exception error)
    {
        if (_handling is MessageArrived frame && error is not StoreException && _links.TryGetValue(frame.Link, out var peer))
        {
            _reports.PeerBarred(peer, _quarantine.Bar(peer, _clock.Now().Elapsed));
        }

        _handling = null;
    }

    private void Carry(ReplicaEffect effect)
    {
        switch (effect)
        {
            case SendFrame send: _transport.Send(send.Link, send.Frame); break;
            case Dial dial: _transport.Dial(dial.Peer, dial.Address); break;
            case CloseLink close: _transport.Close(close.Link, close.Reason); break;
            case Completed completed: _answers.Answer(completed.Request, completed.Outcome); break;
            case ListPublished published: _monitor.Publish(published); break;
            case ListWithdrawn withdrawn: _monitor.Withdraw(withdrawn.List); break;
            case MeshPublished published: _monitor.Publish(published.Snapshot); break;
            case Report report: _reports.Write(report); break;
        }
    }

    /// <summary>Tells everybody who was waiting on the failed round, and lets go of all links: the next replica greets its peers anew.</summary>
    private void Recover()
    {
        try
        {
            _store.Rollback();
        }
        catch (StoreException error)
        {
            _reports.RoundFailed(error);
        }

        _answers.FailHandled(new StoreException("The node could not store the change."));
        foreach (var link in _links.Keys)
        {
            _transport.Close(link, "this node could not use its store");
        }
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _timer.Dispose();
        _frameSlots.Dispose();
        base.Dispose();
    }
}
