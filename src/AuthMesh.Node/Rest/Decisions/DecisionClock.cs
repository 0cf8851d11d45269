namespace AuthMesh.Node.Rest.Decisions;

/// <summary>The instant at which questions are answered.</summary>
internal sealed class DecisionClock(TimeProvider time)
{
    /// <summary>Unix milliseconds.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();
}
