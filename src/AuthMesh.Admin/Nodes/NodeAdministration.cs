using AuthMesh.Admin.SignIn;
using AuthMesh.Core.Access;
using AuthMesh.Core.Identity;

namespace AuthMesh.Admin.Nodes;

/// <summary>Changes the mesh for the person of this circuit. Each action is authorised here, whatever the page showed.</summary>
internal sealed class NodeAdministration(ConsoleActor actor, IMeshAdministration mesh)
{
    private static readonly MeshOutcome Refused = new("not_allowed", NodesTexts.NotAdministrator);

    public async Task<InviteOutcome> InviteAsync(InviteForm form) =>
        await actor.AdministratorAsync() is { } name
            ? await mesh.InviteAsync(form.ToRequest(name))
            : new InviteOutcome(null, default, Refused.Error, Refused.Detail);

    public async Task<MeshOutcome> ApproveAsync(NodeId node) =>
        await actor.AdministratorAsync() is { } name ? await mesh.ApproveAsync(node, name) : Refused;

    /// <summary>Joins another mesh; only a node that is alone and wrote nothing may.</summary>
    public async Task<MeshOutcome> JoinAsync(string invitation) =>
        await actor.AdministratorAsync() is null ? Refused : await mesh.JoinAsync(invitation.Trim());
}
