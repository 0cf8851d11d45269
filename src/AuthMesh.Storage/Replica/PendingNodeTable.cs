using AuthMesh.Core.Identity;
using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>Newcomers that wait for approval.</summary>
internal sealed class PendingNodeTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _select = new(connection, "SELECT node, public_key, name, address, steward, requested_at FROM pending_nodes");

    private readonly Statement _upsert = new(connection, """
        INSERT INTO pending_nodes (node, public_key, name, address, steward, requested_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
        ON CONFLICT DO UPDATE SET public_key = ?2, name = ?3, address = ?4, steward = ?5, requested_at = ?6
        """);

    private readonly Statement _delete = new(connection, "DELETE FROM pending_nodes WHERE node = ?1");

    public List<PendingNode> All() => _select.All(row => new PendingNode(
        new NodeId(row.GetHash(0)), row.GetBytes(1), row.GetString(2), row.GetString(3), row.GetBoolean(4), row.GetInt64(5)));

    public void Write(PendingNode node) =>
        _upsert.Run(node.Node.Value.ToArray(), node.PublicKey, node.Name, node.Address, node.Steward, node.RequestedAt);

    public void Remove(NodeId node) => _delete.Run(node.Value.ToArray());

    public void Dispose()
    {
        _select.Dispose();
        _upsert.Dispose();
        _delete.Dispose();
    }
}
