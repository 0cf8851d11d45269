using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Simulation;

namespace AuthMesh.Core.Tests.Replication;

/// <summary>What a frame does that comes twice, as no TCP connection brings it: why the checker of windows allows what it allows.</summary>
public sealed class RepeatedFrameTests
{
    private const int Window = 4_096, Latency = 20;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_batch_that_comes_twice_makes_its_author_believe_in_as_much_more_room_and_no_more(bool twice)
    {
        using var mesh = new SimulatedMesh(seed: 64, nodes: 2, new ReplicaOptions { WindowBytes = Window, ChunkBytes = 1 });
        var (author, reader) = (mesh.Nodes[0], mesh.Nodes[1]);
        author.Write(Allow(0)); // settles its incarnation
        mesh.Run(20_000);
        mesh.Latency = (Latency, Latency);
        var link = Assert.Single(author.Links.Values);

        mesh.Network.Weather.Repeats = twice ? 1 : 0;
        author.Write(Allow(1));
        var batch = link.PayloadBacklog;
        mesh.Network.Weather.Repeats = 0;
        mesh.Run(5);
        author.Write(Allow(2), Allow(3), Allow(4), Allow(5)); // so that there is enough under way to be acknowledged by mistake
        mesh.Run(Latency - 5);
        reader.Frozen = true; // it has read the first one, once or twice, and no other
        for (var i = 6; i < 40; i++)
        {
            mesh.Run(1);
            author.Write(Allow(i));
        }

        mesh.Run(1_000);
        var most = Window + (twice ? batch : 0);
        Assert.InRange(link.PayloadBacklog, most - batch, most);
        reader.Frozen = false;
        mesh.RunUntil(mesh.InStep, 60_000);
    }

    private static Change Allow(int number) => Change.Put(new EntryKey(Effect.Allow, $"user:{number:00}", "read", "doc:*"));
}
