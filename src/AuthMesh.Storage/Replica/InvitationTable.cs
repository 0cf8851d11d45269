using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.Data.Sqlite;

namespace AuthMesh.Storage.Replica;

/// <summary>Invitations that may still be used.</summary>
internal sealed class InvitationTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _select = new(connection, """
        SELECT secret_digest, expires_at, uses_left, needs_approval, steward, created_by FROM invitations WHERE id = ?1
        """);

    private readonly Statement _upsert = new(connection, """
        INSERT INTO invitations (id, secret_digest, expires_at, uses_left, needs_approval, steward, created_by)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT DO UPDATE SET secret_digest = ?2, expires_at = ?3, uses_left = ?4, needs_approval = ?5, steward = ?6, created_by = ?7
        """);

    private readonly Statement _delete = new(connection, "DELETE FROM invitations WHERE id = ?1");
    private readonly Statement _deleteExpired = new(connection, "DELETE FROM invitations WHERE expires_at < ?1");

    public StoredInvitation? Find(string id) => _select.First(
        row => new StoredInvitation(id, row.GetBytes(0), row.GetInt64(1), row.GetInt32(2), row.GetBoolean(3), row.GetBoolean(4), row.GetString(5)),
        id);

    public void Write(StoredInvitation invitation)
    {
        if (invitation.UsesLeft <= 0)
        {
            _delete.Run(invitation.Id);
            return;
        }

        _upsert.Run(
            invitation.Id,
            invitation.SecretDigest,
            invitation.ExpiresAt,
            invitation.UsesLeft,
            invitation.NeedsApproval,
            invitation.Steward,
            invitation.CreatedBy);
    }

    public void RemoveExpiredBefore(long instant) => _deleteExpired.Run(instant);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_select, _upsert, _delete, _deleteExpired])
        {
            statement.Dispose();
        }
    }
}
