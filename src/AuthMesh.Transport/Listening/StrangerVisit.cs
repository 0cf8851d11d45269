using Microsoft.AspNetCore.Connections;

namespace AuthMesh.Transport.Listening;

/// <summary>The time that a connection counts as a stranger's. It ends when a peer proves to be behind it, or cuts the connection off.</summary>
internal sealed class StrangerVisit : IAsyncDisposable
{
    private readonly ITimer _limit;
    private Action? _leave;

    public StrangerVisit(ConnectionContext connection, TimeProvider time, TimeSpan timeout, Action leave)
    {
        _leave = leave;
        _limit = time.CreateTimer(_ => CutOff(connection), null, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>From here on it is somebody's whom this node knows.</summary>
    public void End()
    {
        _limit.Dispose();
        Interlocked.Exchange(ref _leave, null)?.Invoke();
    }

    public ValueTask DisposeAsync()
    {
        End();
        return _limit.DisposeAsync();
    }

    private void CutOff(ConnectionContext connection)
    {
        if (Volatile.Read(ref _leave) is not null)
        {
            connection.Abort(new ConnectionAbortedException("A connection that is no peer's took too long."));
        }
    }
}
