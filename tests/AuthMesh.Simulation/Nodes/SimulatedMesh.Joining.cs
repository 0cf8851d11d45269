using AuthMesh.Core.Access;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Replication;
using AuthMesh.Core.Roster;
using AuthMesh.Testing.Storage;

namespace AuthMesh.Simulation.Nodes;

/// <summary>How nodes come in: by invitation, or, for a large mesh to begin with, as if they had come long ago.</summary>
public sealed partial class SimulatedMesh
{
    /// <summary>Up to so many nodes come in one by one as real ones do.</summary>
    private const int Joining = 30;

    /// <inheritdoc/>
    public IMember Admit()
    {
        var node = Add(new MemoryReplicaStore(_archive));
        node.Start();
        Join(node);
        return node;
    }

    /// <summary>Admits a node by an invitation of the founder.</summary>
    public void Join(SimulatedNode node)
    {
        var founder = _nodes[0];
        var answer = AskFor(node, founder);
        node.Request(r => new AdoptionRequested(r, answer.Mesh!.Value, founder.Id, founder.Address));
    }

    private static JoinAnswer AskFor(SimulatedNode node, SimulatedNode founder)
    {
        var invited = founder.Request(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromHours(1), 1, NeedsApproval: false, Steward: false, "test")));
        if (!Invitation.TryParse(((InviteOutcome)founder.Answers[invited]).Join!, out var invitation, out var error))
        {
            throw new InvalidOperationException(error);
        }

        var key = new SimulatedKey(node.Number).PublicKey;
        var admitted = founder.Request(r => new AdmissionRequested(r, new JoinClaim(invitation.Id, invitation.Secret, key, $"node-{node.Number}", node.Address)));
        founder.Answers.Remove(invited);
        founder.Answers.Remove(admitted, out var answer);
        return (JoinAnswer)answer!;
    }

    /// <summary>The founder admits all; then each starts with a copy of its store, as if it had joined and received everything.</summary>
    private void AdmitAll(int nodes)
    {
        var founder = _nodes[0];
        for (var i = 1; i < nodes; i++)
        {
            AskFor(new SimulatedNode(this, i, new MemoryReplicaStore()), founder);
        }

        var received = Checker.Mark(founder);
        for (var i = 1; i < nodes; i++)
        {
            var store = founder.Backup();
            store.WriteSetting("writer.incarnation", null); // it has written nothing yet
            store.Commit();
            var node = Add(store);
            Checker.SetBack(node, received);
            node.Start();
        }
    }

    private SimulatedNode Add(MemoryReplicaStore store)
    {
        var node = new SimulatedNode(this, _nodes.Count, store);
        _nodes.Add(node);
        _byId.Add(node.Id, node);
        return node;
    }
}
