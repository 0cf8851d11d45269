using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Database;
using Microsoft.EntityFrameworkCore;

namespace AuthMesh.Storage.Schema;

/// <summary>Brings a database to the schema of this version, and refuses one that is ahead of it.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Applies what is missing. The caller has the data directory for itself.</summary>
    /// <exception cref="StoreException">The database is of a newer version.</exception>
    public static void Run(SqliteDatabase database)
    {
        var builder = new DbContextOptionsBuilder<StorageContext>();
        database.Configure(builder);
        using var context = new StorageContext(builder.Options);

        var known = context.Database.GetMigrations().ToHashSet();
        if (known.Count == 0)
        {
            throw new InvalidOperationException($"{StorageContext.MigrationsAssembly} holds no migrations: it was not built or not published with the node.");
        }

        var applied = context.Database.GetAppliedMigrations().ToHashSet();
        if (applied.Except(known).FirstOrDefault() is { } unknown)
        {
            throw new StoreException(
                $"The database '{database.Path}' belongs to a newer version of AuthMesh: its schema {unknown} is not known here. Run that version, or restore a backup made before it.");
        }

        if (applied.Count < known.Count)
        {
            // EF Core's lock row outlives a process that was killed while it migrated, and would then be waited for without end.
            context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS __EFMigrationsLock");
            context.Database.Migrate();
        }
    }
}
