using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;

namespace AuthMesh.Admin.Tests.Fakes;

/// <summary>A roster that tests write; it remembers what was asked of it.</summary>
public sealed class FakeMesh : IMeshMonitor, IMeshAdministration
{
    public FakeMesh() => Current = new MeshSnapshot(
        new MeshId(Ids.Hash("mesh")), Ids.Node("paris"), SelfIsSteward: true, [Node("paris", LinkState.Self, steward: true)], [], [ListName.Default]);

    public MeshSnapshot Current { get; private set; }

    public List<string> Asked { get; } = [];

    public MeshOutcome Answer { get; set; } = MeshOutcome.Done;

    public InviteOutcome Invitation { get; set; } = new("authmesh-join-1-c2VjcmV0", FakeTime.Start.AddHours(1), null, null);

    public event Action? Changed;

    public static MeshNode Node(string name, LinkState link, long missingHere = 0, long missingThere = 0, bool steward = false, string? failure = null) =>
        new(Ids.Node(name), name, $"https://{name}.example.com:7443", steward, link == LinkState.Self, link, link == LinkState.Self ? null : FakeTime.Start.AddSeconds(-20).ToUnixTimeMilliseconds(), missingHere, missingThere, failure);

    public void Set(Func<MeshSnapshot, MeshSnapshot> change)
    {
        Current = change(Current);
        Changed?.Invoke();
    }

    public void Peers(params MeshNode[] peers) => Set(mesh => mesh with { Nodes = [mesh.Nodes[0], .. peers] });

    public Task<InviteOutcome> InviteAsync(InviteRequest request, CancellationToken cancellationToken = default)
    {
        Asked.Add($"invite by {request.Actor}: {request.TimeToLive}, {request.Uses} uses, approval {request.NeedsApproval}, steward {request.Steward}");
        return Task.FromResult(Invitation);
    }

    public Task<MeshOutcome> ApproveAsync(NodeId node, string actor, CancellationToken cancellationToken = default) => Ask($"approve {node.Short} by {actor}");

    public Task<MeshOutcome> JoinAsync(string invitation, CancellationToken cancellationToken = default) => Ask($"join {invitation}");

    public Task<MeshOutcome> ConfigureListAsync(ListConfiguration configuration, string actor, CancellationToken cancellationToken = default) => Ask($"configure {configuration.List} by {actor}");

    public Task<MeshOutcome> DeclareListAsync(ListName list, string actor, CancellationToken cancellationToken = default) => Ask($"declare {list} by {actor}");

    public Task<MeshOutcome> DescribeSelfAsync(string name, string address, string actor, CancellationToken cancellationToken = default) =>
        Ask($"describe {name} {address} by {actor}");

    private Task<MeshOutcome> Ask(string what)
    {
        Asked.Add(what);
        return Task.FromResult(Answer);
    }
}
