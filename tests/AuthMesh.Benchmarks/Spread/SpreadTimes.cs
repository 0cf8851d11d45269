namespace AuthMesh.Benchmarks.Spread;

/// <summary>How long after it was sent a write was answered, and everywhere.</summary>
internal readonly record struct SpreadTimes(TimeSpan Everywhere, TimeSpan Acknowledged);
