using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AuthMesh.Storage.Schema;

/// <summary>What SQLite can do with a table and EF Core has no word for.</summary>
internal static class TableOptions
{
    /// <summary>Goes into the migrations' snapshots: never to be renamed.</summary>
    public const string WithoutRowIdAnnotation = "AuthMesh:WithoutRowId";

    /// <summary>Rows are clustered by the primary key: one tree to search and to write, where it would else be two.</summary>
    public static EntityTypeBuilder<TRow> WithoutRowId<TRow>(this EntityTypeBuilder<TRow> table)
        where TRow : class => table.HasAnnotation(WithoutRowIdAnnotation, true);
}
