namespace AuthMesh.Benchmarks.Spread;

/// <summary>How long after it was sent a write was answered, and seen everywhere.</summary>
internal readonly record struct SpreadTimes(TimeSpan Visible, TimeSpan Acknowledged);
