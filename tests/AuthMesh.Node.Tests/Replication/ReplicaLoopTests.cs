using System.Threading.Channels;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Replication.Wire;
using AuthMesh.Node.Replication;
using AuthMesh.Testing.Storage;
using AuthMesh.Transport.Identity;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Tests.Replication;

public sealed class ReplicaLoopTests : IDisposable
{
    private readonly MemoryReplicaStore _store = new();
    private readonly NodeKey _key = NodeKey.Generate(), _peer = NodeKey.Generate();
    private readonly TroubledEntropy _entropy = new();
    private readonly RecordedTransport _transport = new();
    private readonly ReplicaMonitor _monitor = new();
    private readonly ReplicaLoop _loop;

    public ReplicaLoopTests() => _loop = new ReplicaLoop(
        () => new Replica(_key, _store, new EcdsaVerifier(), _entropy, new ReplicaOptions()),
        _store,
        _transport,
        _monitor,
        new ReplicaClock(TimeProvider.System),
        Options.Create(new ReplicaLoopOptions()),
        new ReplicaReports(NullLogger<Replica>.Instance, TimeProvider.System));

    public void Dispose()
    {
        _loop.Dispose();
        _key.Dispose();
        _peer.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task A_frame_that_makes_the_replica_fail_cuts_its_sender_off_and_the_node_goes_on()
    {
        await _loop.StartAsync(TestContext.Current.CancellationToken);
        var mesh = await AdmitPeerAsync();

        _loop.Post(new LinkOpened(new LinkId(1), _peer.NodeId, Dialled: false));
        _entropy.Troubled = true; // which a greeting meets
        await _loop.PostFrameAsync(new MessageArrived(new LinkId(1), Greeting(mesh)), TestContext.Current.CancellationToken);
        Assert.Equal(new LinkId(1), (await _transport.NextCloseAsync()).Link);
        _entropy.Troubled = false;

        // The replica that goes on is not to meet the same frame again.
        _loop.Post(new LinkClosed(new LinkId(1), "closed"));
        _loop.Post(new LinkOpened(new LinkId(2), _peer.NodeId, Dialled: false));
        var (link, reason) = await _transport.NextCloseAsync();
        Assert.Equal(new LinkId(2), link);
        Assert.Contains("made this node fail", reason, StringComparison.Ordinal);
        Assert.Equal(1, _loop.FailedFrames);
        Assert.Equal("already_in_mesh", (await RequestAsync<MeshOutcome>(r => new FoundingRequested(r, "again", ""))).Error);
        await _loop.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task The_store_is_looked_after_when_everybody_has_been_told_of_the_commit()
    {
        var rounds = Channel.CreateUnbounded<(bool Committed, bool Told)>();
        _store.LookedAfter = () => rounds.Writer.TryWrite((_store.ReadSetting("mesh.id") is not null, _monitor.Find(Core.Lists.ListName.Mesh) is { Counts.Batches: > 0 }));
        await _loop.StartAsync(TestContext.Current.CancellationToken);

        await RequestAsync<MeshOutcome>(r => new FoundingRequested(r, "first", "https://first:7443"));
        var committed = await rounds.Reader.ReadAllAsync(TestContext.Current.CancellationToken).FirstAsync(round => round.Committed, TestContext.Current.CancellationToken);

        Assert.True(committed.Told);
        await _loop.StopAsync(TestContext.Current.CancellationToken);
    }

    private async Task<MeshId> AdmitPeerAsync()
    {
        await RequestAsync<MeshOutcome>(r => new FoundingRequested(r, "first", "https://first:7443"));
        var invited = await RequestAsync<InviteOutcome>(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromHours(1), 1, NeedsApproval: false, Steward: false, "test")));
        Assert.True(Core.Roster.Invitation.TryParse(invited.Join, out var invitation, out _));
        var claim = new JoinClaim(invitation.Id, invitation.Secret, _peer.PublicKey, "second", "https://second:7443");
        var answer = await RequestAsync<JoinAnswer>(r => new AdmissionRequested(r, claim));
        return answer.Mesh!.Value;
    }

    private Task<T> RequestAsync<T>(Func<long, RequestInput> input) => _loop.RequestAsync<T>(input, TestContext.Current.CancellationToken);

    private static byte[] Greeting(MeshId mesh) => new LinkMessage
    {
        Hello = new Hello { ProtocolMin = 1, ProtocolMax = 1, MeshId = ByteString.CopyFrom(mesh.Value.ToArray()), Window = 1 << 20 },
    }.ToByteArray();

    private sealed class TroubledEntropy : IEntropy
    {
        private readonly SystemEntropy _inner = new();

        public bool Troubled { get; set; }

        public void Fill(Span<byte> bytes)
        {
            if (Troubled)
            {
                throw new InvalidOperationException("as the test asked for");
            }

            _inner.Fill(bytes);
        }
    }

    private sealed class RecordedTransport : ILinkTransport
    {
        private readonly Channel<(LinkId Link, string Reason)> _closes = Channel.CreateUnbounded<(LinkId, string)>();

        public ValueTask<(LinkId Link, string Reason)> NextCloseAsync() => _closes.Reader.ReadAsync(TestContext.Current.CancellationToken);

        public void Dial(NodeId peer, string address)
        {
        }

        public void Send(LinkId link, ReadOnlyMemory<byte> frame)
        {
        }

        public void Close(LinkId link, string reason) => _closes.Writer.TryWrite((link, reason));
    }
}
