namespace AuthMesh.Client;

public sealed partial class AuthMeshClient
{
    /// <summary>The node that answers.</summary>
    public Task<NodeInfo> GetNodeAsync(CancellationToken cancellationToken = default) => GetAsync<NodeInfo>("api/v1/node", cancellationToken);

    /// <summary>All nodes of the mesh, and the newcomers that wait for approval at the node that answers.</summary>
    public Task<IReadOnlyList<MeshNodeItem>> GetNodesAsync(CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<MeshNodeItem>>("api/v1/nodes", cancellationToken);

    /// <summary>Makes an invitation. Needs scope <c>admin</c>.</summary>
    public Task<Invitation> InviteAsync(InviteRequest request, CancellationToken cancellationToken = default) =>
        PostAsync<Invitation>("api/v1/invites", request, cancellationToken);

    /// <summary>Makes the node join the mesh of an invitation. Needs scope <c>admin</c>.</summary>
    public Task<JoinResult> JoinAsync(string invitation, CancellationToken cancellationToken = default) =>
        PostAsync<JoinResult>("api/v1/join", new JoinRequest(invitation), cancellationToken);

    /// <summary>Lets a waiting newcomer in. Needs scope <c>admin</c>.</summary>
    public async Task ApproveAsync(string nodeId, CancellationToken cancellationToken = default)
    {
        using var _ = await SendAsync(HttpMethod.Post, $"api/v1/nodes/{Escape(nodeId)}/approve", new { }, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }

    /// <summary>All tokens of the node, without their secrets. Needs scope <c>admin</c>.</summary>
    public Task<IReadOnlyList<TokenItem>> GetTokensAsync(CancellationToken cancellationToken = default) =>
        GetAsync<IReadOnlyList<TokenItem>>("api/v1/tokens", cancellationToken);

    /// <summary>Makes a token. Needs scope <c>admin</c>.</summary>
    public Task<NewToken> CreateTokenAsync(TokenScope scope, string name, CancellationToken cancellationToken = default) =>
        PostAsync<NewToken>("api/v1/tokens", new TokenRequest(scope, name), cancellationToken);

    /// <summary>Revokes a token at once. Needs scope <c>admin</c>.</summary>
    public async Task RevokeTokenAsync(string id, CancellationToken cancellationToken = default)
    {
        using var _ = await SendAsync(HttpMethod.Delete, $"api/v1/tokens/{Escape(id)}", null, HttpCompletionOption.ResponseContentRead, cancellationToken);
    }
}
