using System.Collections.Concurrent;

namespace AuthMesh.Node.Replication;

/// <summary>Who waits for the replica's answer to a request, by its number.</summary>
/// <remarks>Anybody may begin to wait; all else is the loop's.</remarks>
internal sealed class PendingAnswers
{
    private readonly ConcurrentDictionary<long, TaskCompletionSource<object>> _waiting = new();
    private readonly HashSet<long> _handled = [];
    private long _last;

    /// <summary>Numbers a request.</summary>
    public (long Request, Task<object> Answer) Add()
    {
        var request = Interlocked.Increment(ref _last);
        var answer = new TaskCompletionSource<object>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[request] = answer;
        return (request, answer.Task);
    }

    /// <summary>Forgets a request that could not be handed in.</summary>
    public void Remove(long request) => _waiting.TryRemove(request, out _);

    /// <summary>The replica has it, and its answer comes when the round is over, or fails with the round.</summary>
    public void NoteHandled(long request) => _handled.Add(request);

    /// <summary>Answers.</summary>
    public void Answer(long request, object outcome)
    {
        _handled.Remove(request);
        if (_waiting.TryRemove(request, out var answer))
        {
            answer.TrySetResult(outcome);
        }
    }

    /// <summary>The replica failed: those whose requests it had are told.</summary>
    public void FailHandled(Exception error)
    {
        foreach (var request in _handled)
        {
            if (_waiting.TryRemove(request, out var answer))
            {
                answer.TrySetException(error);
            }
        }

        _handled.Clear();
    }

    /// <summary>Nobody will be answered any more.</summary>
    public void CancelAll()
    {
        foreach (var answer in _waiting.Values)
        {
            answer.TrySetCanceled(CancellationToken.None);
        }
    }
}
