using System.Text.RegularExpressions;
using AuthMesh.Storage.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;

namespace AuthMesh.Storage.Schema;

/// <summary>The whole schema, for migrations; and the way to the tables that are not on the hot path (accounts and tokens).</summary>
public sealed partial class StorageContext(DbContextOptions<StorageContext> options) : DbContext(options)
{
    /// <summary>Where <c>dotnet ef</c> puts the migrations, and where they are looked for at start.</summary>
    internal const string MigrationsAssembly = "AuthMesh.Migrations";

    internal DbSet<TokenRow> Tokens => Set<TokenRow>();

    internal DbSet<Administrator> Administrators => Set<Administrator>();

    /// <summary>Options for a database, the same for design time, start and use.</summary>
    public static void Configure(DbContextOptionsBuilder builder, string connectionString) => builder
        .UseSqlite(connectionString, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly))
        .ReplaceService<IMigrationsSqlGenerator, StrictTableSqlGenerator>()
        .ConfigureWarnings(events => events.Log((RelationalEventId.CommandExecuted, LogLevel.Debug)));

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        MapReplica(modelBuilder);
        MapAccess(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static void MapReplica(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SettingRow>().ToTable("settings").WithoutRowId().HasKey(row => row.Key);

        modelBuilder.Entity<ListNameRow>(table =>
        {
            table.ToTable("list_names").HasKey(row => row.Number);
            table.Property(row => row.Number).ValueGeneratedNever();
            table.HasIndex(row => row.Name).IsUnique();
        });

        modelBuilder.Entity<WriterRow>(table =>
        {
            table.ToTable("writers").HasKey(row => row.Number);
            table.Property(row => row.Number).ValueGeneratedNever();
            table.HasIndex(row => new { row.Node, row.Incarnation }).IsUnique();
        });

        modelBuilder.Entity<ListRow>(table =>
        {
            table.ToTable("lists").HasKey(row => row.List);
            table.Property(row => row.List).ValueGeneratedNever();
        });

        modelBuilder.Entity<BatchRow>(table =>
        {
            table.ToTable("batches").WithoutRowId().HasKey(row => new { row.List, row.Position });
            table.Property(row => row.Id).IsRequired();
            table.HasIndex(row => new { row.List, row.Writer, row.Seq }).IsUnique();
            table.HasIndex(row => new { row.List, row.Id }).IsUnique();
        });

        // Each index ends with the primary key, so whatever the filter, pages come in key order without sorting. None but the last speaks of
        // has_put: so they stay untouched when a record changes, which is cheaper than to be spared the records that are gone.
        modelBuilder.Entity<RecordRow>(table =>
        {
            table.ToTable("records").WithoutRowId().HasKey(row => new { row.List, row.Key });
            table.HasIndex(row => new { row.List, row.Action }, "ix_records_action").HasFilter("action IS NOT NULL");
            table.HasIndex(row => new { row.List, row.Resource }, "ix_records_resource").HasFilter("resource IS NOT NULL");
            table.HasIndex(row => new { row.List, row.Parent }, "ix_records_parent").HasFilter("parent IS NOT NULL");
            table.HasIndex(row => new { row.List, row.Name }, "ix_records_name").HasFilter("name IS NOT NULL");
            table.HasIndex(row => row.List, "ix_records_denying").HasFilter("effect = 2");
            table.HasIndex(row => row.List, "ix_records_contested").HasFilter("contested");
        });

        modelBuilder.Entity<InvitationRow>().ToTable("invitations").WithoutRowId().HasKey(row => row.Id);
        modelBuilder.Entity<PendingNodeRow>().ToTable("pending_nodes").WithoutRowId().HasKey(row => row.Node);
    }

    private static void MapAccess(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<TokenRow>(table =>
        {
            table.ToTable("tokens").HasKey(row => row.Id);
            table.HasIndex(row => row.Digest).IsUnique();
        });

        // Identity's user with what a local account needs; mail, telephone and second factors would be columns without a use.
        modelBuilder.Entity<Administrator>(table =>
        {
            table.ToTable("administrators").HasKey(row => row.Id);
            table.HasIndex(row => row.NormalizedUserName).IsUnique();
            table.Property(row => row.ConcurrencyStamp).IsConcurrencyToken();
            table.Ignore(row => row.Email).Ignore(row => row.NormalizedEmail).Ignore(row => row.EmailConfirmed)
                .Ignore(row => row.PhoneNumber).Ignore(row => row.PhoneNumberConfirmed).Ignore(row => row.TwoFactorEnabled);
        });
    }

    private static string SnakeCase(string name) => WordStart().Replace(name, "_$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
