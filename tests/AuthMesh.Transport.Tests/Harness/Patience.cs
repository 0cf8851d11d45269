namespace AuthMesh.Transport.Tests.Harness;

/// <summary>How long a test waits for what must come: far longer than it takes, also on a busy machine.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
}
