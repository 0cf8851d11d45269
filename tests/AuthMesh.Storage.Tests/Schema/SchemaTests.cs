using AuthMesh.Core.Persistence;
using AuthMesh.Storage.Schema;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace AuthMesh.Storage.Tests.Schema;

public sealed class SchemaTests : IDisposable
{
    private readonly TestDirectory _directory = new();
    private readonly DataDirectoryLock _lock;

    public SchemaTests() => _lock = DataDirectoryLock.Acquire(_directory.Path);

    private string DatabasePath => Path.Combine(_directory.Path, "authmesh.db");

    [Fact]
    public void The_migrations_say_what_the_model_says()
    {
        using var context = new AuthMesh.Migrations.DesignTimeContextFactory().CreateDbContext([]);

        Assert.False(context.Database.HasPendingModelChanges(), "Run: dotnet ef migrations add NAME -p migrations -s migrations");
    }

    [Fact]
    public void Every_table_is_strict_and_the_clustered_ones_have_no_rowid()
    {
        Open().Dispose();

        var tables = Rows("SELECT name, wr, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite_%' AND name <> '__EFMigrationsLock'");

        Assert.All(tables, table => Assert.True((long)table[2] == 1, $"{table[0]} is not STRICT"));
        var clustered = tables.Where(table => (long)table[1] == 1).Select(table => (string)table[0]).Order();
        Assert.Equal(["batches", "invitations", "pending_nodes", "records", "settings"], clustered);
    }

    [Fact]
    public void A_database_of_a_newer_version_is_refused_and_left_alone()
    {
        Open().Dispose();
        Execute("INSERT INTO __EFMigrationsHistory VALUES ('29990101000000_Future', '99.0.0')");

        var refused = Assert.Throws<StoreException>(Open);

        Assert.Contains("newer version", refused.Message);
        Assert.Contains("29990101000000_Future", refused.Message);
        Assert.Contains(DatabasePath, refused.Message);
    }

    [Fact]
    public void A_process_killed_while_it_migrated_does_not_stop_the_next_one()
    {
        Execute("CREATE TABLE __EFMigrationsLock (Id INTEGER PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-01-01')");

        using var storage = Open();

        Assert.Empty(storage.Replica.ReadLists());
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused()
    {
        File.WriteAllText(DatabasePath, new string('x', 10_000));

        Assert.Contains("damaged", Assert.Throws<StoreException>(Open).Message);
    }

    [Fact]
    public void Only_the_owner_may_read_the_files()
    {
        using var storage = Open();
        storage.Replica.WriteSetting("a", "b");
        storage.Replica.Commit();

        var files = Directory.GetFiles(_directory.Path);

        Assert.Contains(files, file => file.EndsWith("-wal", StringComparison.Ordinal));
        if (!OperatingSystem.IsWindows())
        {
            foreach (var file in files)
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            }
        }
    }

    public void Dispose()
    {
        _lock.Dispose();
        _directory.Dispose();
    }

    private SqliteStorage Open() => SqliteStorage.Open(_lock, new StorageOptions());

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    private List<object[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using var command = new SqliteCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(values);
        }

        return rows;
    }
}
