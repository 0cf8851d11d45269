using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Lets so many connections into the console's listener, and closes one more at once, before TLS and before a byte is read.</summary>
/// <remarks>Kestrel's own limit is for all listeners together: with it, programs that open connections without end would cut the mesh's links, too.</remarks>
internal sealed class ConsoleDoor(IOptions<ConsoleOptions> options, ILogger<ConsoleDoor> log)
{
    private readonly int _limit = options.Value.MaxConnections;
    private int _open;
    private bool _isFull;

    public async Task EnterAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) <= _limit)
            {
                await next(connection);
                return;
            }
        }
        finally
        {
            // Said again only after it was well below: a node that is full turns away many a second.
            if (Interlocked.Decrement(ref _open) < _limit / 2)
            {
                Volatile.Write(ref _isFull, false);
            }
        }

        if (!Interlocked.Exchange(ref _isFull, true))
        {
            log.LogWarning("The console has {Limit} connections, which is the most (AuthMesh:Console:MaxConnections); more are closed as they come.", _limit);
        }

        connection.Abort();
    }
}
