using AuthMesh.Node.Rest.Problems;

namespace AuthMesh.Node.Rest.Overload;

/// <summary>Lets so many requests of one kind be under way at once, and turns the rest away before anything is spent on them.</summary>
internal sealed class RequestGate(int limit)
{
    private static readonly TimeSpan _retryAfter = TimeSpan.FromSeconds(1);

    // Not logged one by one: the log would be the next thing to overflow. The meter counts them.
    private readonly ApiProblem _refusal = new(
        StatusCodes.Status503ServiceUnavailable, "overloaded", $"{limit} such requests are under way, which is the most.", RetryAfter: _retryAfter, IsLogged: false);

    private int _underWay;
    private long _turnedAway;

    /// <summary>How many are under way.</summary>
    public int UnderWay => Volatile.Read(ref _underWay);

    /// <summary>How many were turned away since the start.</summary>
    public long TurnedAway => Volatile.Read(ref _turnedAway);

    /// <summary>Serves the request, or answers 503 with <c>Retry-After</c>.</summary>
    public async Task PassAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _underWay) <= limit)
            {
                await next(context);
                return;
            }
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }

        Interlocked.Increment(ref _turnedAway);
        await _refusal.ExecuteAsync(context);
    }
}
