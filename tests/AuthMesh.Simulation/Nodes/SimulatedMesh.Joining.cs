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

    private const int AnswerTimeout = 3_000;

    /// <inheritdoc/>
    public IMember Admit()
    {
        var node = Add(new MemoryReplicaStore(_archive));
        node.Start();
        Join(node);
        return node;
    }

    /// <summary>Admits a node by an invitation of the founder: at once, or when the founder can.</summary>
    public void Join(SimulatedNode node)
    {
        if (Ask(node) is { } request)
        {
            Await(node, request, Now + AnswerTimeout);
        }
        else
        {
            Network.Events.At(Now + AnswerTimeout, () => Join(node));
        }
    }

    /// <summary>Asks for an invitation and comes to the door with it; null when the founder does not answer.</summary>
    private long? Ask(SimulatedNode node)
    {
        var founder = _nodes[0];
        var invited = founder.Request(r => new InviteRequested(r, new InviteRequest(TimeSpan.FromHours(1), 1, NeedsApproval: false, Steward: false, "test")));
        if (!founder.Answers.Remove(invited, out var answer) || !Invitation.TryParse(((InviteOutcome)answer).Join, out var invitation, out _))
        {
            return null;
        }

        var key = new SimulatedKey(node.Number).PublicKey;
        return founder.Request(r => new AdmissionRequested(r, new JoinClaim(invitation.Id, invitation.Secret, key, $"node-{node.Number}", node.Address)));
    }

    private void Await(SimulatedNode node, long request, long until)
    {
        var founder = _nodes[0];
        if (founder.Answers.Remove(request, out var answer) && answer is JoinAnswer { Status: JoinStatus.Admitted } admitted && node.IsUp)
        {
            var adopted = node.Request(r => new AdoptionRequested(r, admitted.Mesh!.Value, founder.Id, founder.Address));
            if (!node.Answers.Remove(adopted))
            {
                Network.Events.At(Now + AnswerTimeout, () => Confirm(node, adopted));
            }
        }
        else if (answer is null && Now < until)
        {
            Network.Events.At(Now + 20, () => Await(node, request, until));
        }
        else
        {
            Network.Events.At(Now + AnswerTimeout, () => Join(node));
        }
    }

    /// <summary>A newcomer that did not come to take part asks again: it is told once more that it was admitted.</summary>
    private void Confirm(SimulatedNode node, long adopted)
    {
        if (!node.Answers.Remove(adopted))
        {
            Join(node);
        }
    }

    /// <summary>The founder admits all; then each starts with a copy of its store, as if it had joined and received everything.</summary>
    private void AdmitAll(int nodes)
    {
        var founder = _nodes[0];
        for (var i = 1; i < nodes; i++)
        {
            Ask(new SimulatedNode(this, i, new MemoryReplicaStore()));
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
