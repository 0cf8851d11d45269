using System.Security.Cryptography;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;
using AuthMesh.Core.Lists;
using AuthMesh.Core.Persistence;
using AuthMesh.Core.Roster;

namespace AuthMesh.Core.Replication;

/// <summary>The door: invitations, newcomers that prove one, and those that wait for approval. An invitation is spent in the same transaction that admits.</summary>
public sealed partial class Replica
{
    private const int MaxPending = 256;
    private const int SecretBytes = 20;
    private static readonly TimeSpan MaxTimeToLive = TimeSpan.FromDays(30);

    private RosterNode? SelfAsSteward => _roster.Find(_self) is { Steward: true } self ? self : null;

    private const string NoRoster = "This node is in no mesh yet, or has not received the roster.";

    private void OnInvite(InviteRequested input)
    {
        var invite = input.Invite;
        if (_mesh is null || SelfAsSteward is not { } self)
        {
            Answer(input.Request, _roster.Nodes.IsEmpty
                ? new InviteOutcome(null, default, "not_ready", NoRoster)
                : new InviteOutcome(null, default, "not_steward", "Only a steward can invite; this node is none."));
            return;
        }

        if (invite.TimeToLive <= TimeSpan.Zero || invite.TimeToLive > MaxTimeToLive || invite.Uses is < 1 or > 1000)
        {
            Answer(input.Request, new InviteOutcome(null, default, "invalid", "A time to live of up to 30 days and 1 to 1000 uses are allowed."));
            return;
        }

        Span<byte> id = stackalloc byte[16];
        var secret = new byte[SecretBytes];
        _entropy.Fill(id);
        _entropy.Fill(secret);
        var expires = _now.Wall + (long)invite.TimeToLive.TotalMilliseconds;
        var stored = new StoredInvitation(Convert.ToHexStringLower(id), SHA256.HashData(secret), expires, invite.Uses, invite.NeedsApproval, invite.Steward, invite.Actor);
        _store.RemoveInvitationsExpiredBefore(_now.Wall);
        _store.WriteInvitation(stored);
        var invitation = new Invitation(_mesh.Value, _self, self.Address, stored.Id, secret, DateTimeOffset.FromUnixTimeMilliseconds(expires));
        Tell(ReportLevel.Information, "invitation_made", $"Invitation {stored.Id} by {invite.Actor}, {invite.Uses} uses, until {invitation.ExpiresAt:u}.");
        Answer(input.Request, new InviteOutcome(invitation.ToString(), invitation.ExpiresAt, null, null));
    }

    private void OnAdmission(AdmissionRequested input) =>
        WhenWritable(() => Admit(input.Request, input.Claim), busy: () => Answer(input.Request, Refused("The steward is starting; try again.")));

    private void Admit(long request, JoinClaim claim)
    {
        SealAll(); // the roster must know whom this round has admitted already
        var node = NodeId.OfPublicKey(claim.PublicKey.Span);
        if (_roster.Find(node) is not null)
        {
            // It proved its key at the door, so it may learn again what it was told once: the answer may have been lost.
            Answer(request, new JoinAnswer(JoinStatus.Admitted, _mesh, ""));
            return;
        }

        if (_store.ReadPendingNodes().Any(p => p.Node == node))
        {
            Answer(request, Waiting);
            return;
        }

        if (CheckClaim(claim, out var invitation) is { } reason)
        {
            Tell(ReportLevel.Warning, "join_refused", $"{node.Short} at the door: {reason}.");
            Answer(request, Refused("The invitation is unknown, spent or expired, or this node is no steward."));
            return;
        }

        if (RosterRules.DescriptionError(claim.Name, claim.Address) is { } error)
        {
            Answer(request, Refused(error));
        }
        else if (invitation!.NeedsApproval)
        {
            Hold(request, claim, node, invitation);
        }
        else if (Admit(request, node, new Admission(claim.PublicKey, claim.Name, claim.Address, invitation.Steward), "node", new JoinAnswer(JoinStatus.Admitted, _mesh, ""), Refused("The steward could not admit the node.")))
        {
            Spend(invitation);
        }
    }

    /// <summary>Null when the secret is right and this node may admit; else why not, for the log only.</summary>
    private string? CheckClaim(JoinClaim claim, out StoredInvitation? invitation)
    {
        invitation = _store.ReadInvitation(claim.InvitationId);
        var digest = SHA256.HashData(claim.Secret.Span);
        if (invitation is null || !CryptographicOperations.FixedTimeEquals(digest, invitation.SecretDigest.Span))
        {
            return "no such invitation, or a wrong secret";
        }

        if (SelfAsSteward is null || _mesh is null)
        {
            return "this node is no steward";
        }

        return invitation.UsesLeft < 1 || invitation.ExpiresAt <= _now.Wall ? "the invitation is spent or expired" : null;
    }

    private void Hold(long request, JoinClaim claim, NodeId node, StoredInvitation invitation)
    {
        if (_store.ReadPendingNodes().Count >= MaxPending)
        {
            Answer(request, Refused("Too many nodes wait for approval."));
            return;
        }

        _store.WritePendingNode(new PendingNode(node, claim.PublicKey, claim.Name, claim.Address, invitation.Steward, _now.Wall));
        Spend(invitation);
        Tell(ReportLevel.Information, "join_pending", $"{claim.Name} ({node}) waits for approval.");
        _meshDirty = true;
        Answer(request, Waiting);
    }

    private static JoinAnswer Waiting => new(JoinStatus.Pending, null, "The node waits for a steward's approval.");

    private void Spend(StoredInvitation invitation) => _store.WriteInvitation(invitation with { UsesLeft = invitation.UsesLeft - 1 });

    private void OnApproval(ApprovalRequested input) =>
        WhenWritable(() => Approve(input), busy: () => Answer(input.Request, new MeshOutcome("busy", "The node is starting; try again.")));

    private void Approve(ApprovalRequested input)
    {
        if (SelfAsSteward is null)
        {
            Answer(input.Request, _roster.Nodes.IsEmpty
                ? new MeshOutcome("not_ready", NoRoster)
                : new MeshOutcome("not_steward", "Only a steward can approve; this node is none."));
        }
        else if (_store.ReadPendingNodes().FirstOrDefault(p => p.Node == input.Node) is not { } pending)
        {
            Answer(input.Request, new MeshOutcome("unknown_node", "No such node waits for approval here."));
        }
        else if (Admit(input.Request, pending.Node, new Admission(pending.PublicKey, pending.Name, pending.Address, pending.Steward), input.Actor, MeshOutcome.Done, new MeshOutcome("not_allowed", "The node could not be admitted.")))
        {
            _store.RemovePendingNode(pending.Node);
            _meshDirty = true;
        }
    }

    private bool Admit(long request, NodeId node, Admission admission, string actor, object admitted, object refused)
    {
        var write = new WriteRequest(ListName.Mesh, new Transaction(actor, "", [RosterValues.Put(admission)]), Resolve: true);
        var accepted = Write(request, write, _ => admitted, _ => refused);
        if (accepted)
        {
            Tell(ReportLevel.Information, "node_admitted", $"{admission.Name} ({node}) at {admission.Address}.");
        }

        return accepted;
    }

    private static JoinAnswer Refused(string detail) => new(JoinStatus.Refused, null, detail);
}
