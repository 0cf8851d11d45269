using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AuthMesh.Storage.Database;

/// <summary>Gives EF Core's connections the durability and the patience of the writing one.</summary>
internal sealed class AccessConnectionSettings(TimeSpan busyTimeout) : DbConnectionInterceptor
{
    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private void Apply(DbConnection connection)
    {
        SqliteDatabase.Set((SqliteConnection)connection, "busy_timeout", ((long)busyTimeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        SqliteDatabase.Set((SqliteConnection)connection, "synchronous", "FULL");
    }
}
