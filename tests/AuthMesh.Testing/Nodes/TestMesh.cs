using AuthMesh.Client;

namespace AuthMesh.Testing.Nodes;

/// <summary>Some real nodes, the first of which has founded the mesh and invited the others.</summary>
public sealed class TestMesh : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(20);

    private TestMesh(List<NodeProcess> nodes) => Nodes = nodes;

    /// <summary>The nodes; a restarted one takes its old one's place.</summary>
    public List<NodeProcess> Nodes { get; }

    /// <summary>Starts so many nodes, linked and in step.</summary>
    public static Task<TestMesh> StartAsync(int count) => StartAsync([.. Enumerable.Range(0, count).Select(n => new NodeSettings { Name = $"node-{(char)('a' + n)}" })]);

    /// <summary>Starts nodes of these settings, linked and in step.</summary>
    public static async Task<TestMesh> StartAsync(params NodeSettings[] settings)
    {
        var mesh = new TestMesh([]);
        try
        {
            mesh.Nodes.Add(await NodeProcess.StartAsync(settings[0]));
            await EventuallyAsync(async () => (await mesh.Nodes[0].Client.GetNodeAsync()).MeshId is not null);
            foreach (var other in settings.Skip(1))
            {
                var invitation = await mesh.Nodes[0].Client.InviteAsync(new InviteRequest());
                mesh.Nodes.Add(await NodeProcess.StartAsync(other with { Join = invitation.Join }));
            }

            await mesh.LinkedAsync();
            await mesh.ConvergedAsync();
            return mesh;
        }
        catch
        {
            await mesh.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until every node is linked and in step with every other that it is to be linked with.</summary>
    public Task LinkedAsync() => EventuallyAsync(async () =>
    {
        foreach (var node in Nodes)
        {
            var peers = await node.Client.GetNodesAsync();
            if (peers.Count(p => p.Link is NodeLink.InSync or NodeLink.Self or NodeLink.Distant) < Nodes.Count)
            {
                return false;
            }
        }

        return true;
    });

    /// <summary>Waits until all nodes that run have the same version and state hash of a list; gives their common status.</summary>
    public async Task<ListStatus> ConvergedAsync(string list = "default")
    {
        ListStatus? common = null;
        await EventuallyAsync(async () =>
        {
            var states = await Task.WhenAll(Nodes.Where(n => n.IsRunning).Select(n => n.Client.GetStatusAsync(list)));
            common = states[0];
            return states.All(s => s.Ready && s.Version == common.Version && s.StateHash == common.StateHash);
        });
        return common!;
    }

    /// <summary>Waits until something holds; looks again and again, since another process does not tell. What it throws counts as not yet.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds, TimeSpan? limit = null, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(holds))] string what = "")
    {
        using var timeout = new CancellationTokenSource(limit ?? _limit);
        Exception? last = null;
        while (!timeout.IsCancellationRequested)
        {
            try
            {
                if (await holds())
                {
                    return;
                }

                last = null;
            }
            catch (AuthMeshException error)
            {
                last = error;
            }

            await Task.Delay(_look);
        }

        throw new TimeoutException($"It did not come to hold: {what}", last);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
        {
            await node.DisposeAsync();
            if (Directory.Exists(node.Settings.DataDirectory))
            {
                Directory.Delete(node.Settings.DataDirectory, recursive: true);
            }
        }
    }
}
