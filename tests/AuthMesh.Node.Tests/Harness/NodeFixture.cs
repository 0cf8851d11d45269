namespace AuthMesh.Node.Tests.Harness;

/// <summary>One node for all tests of a class; each test takes a list of its own.</summary>
public sealed class NodeFixture : IAsyncLifetime
{
    public TestNode Node { get; private set; } = null!;

    // The tests of a class may fail to authenticate more often than one address may in a minute.
    public async ValueTask InitializeAsync() => Node = await TestNode.StartAsync(("AuthMesh:Api:FailedAuthenticationsPerMinute", "1000"));

    public ValueTask DisposeAsync() => Node?.DisposeAsync() ?? ValueTask.CompletedTask;
}
