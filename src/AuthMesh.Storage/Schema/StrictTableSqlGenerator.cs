using AuthMesh.Storage.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Update;

namespace AuthMesh.Storage.Schema;

/// <summary>Makes every table STRICT, so that SQLite refuses a value of the wrong type, and those that ask for it WITHOUT ROWID.</summary>
/// <remarks>EF Core has no words for either. Being in the generator rather than in one migration, both hold also when a later migration rebuilds a table.</remarks>
internal sealed class StrictTableSqlGenerator(MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    /// <inheritdoc/>
    protected override void Generate(CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(IsWithoutRowId(operation, model) ? " STRICT, WITHOUT ROWID" : " STRICT");
        if (terminate)
        {
            builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
            EndStatement(builder);
        }
    }

    private static bool IsWithoutRowId(CreateTableOperation operation, IModel? model) =>
        model?.GetRelationalModel().FindTable(operation.Name, operation.Schema)?.EntityTypeMappings
            .Any(mapping => mapping.TypeBase[TableOptions.WithoutRowIdAnnotation] is true) ?? false;
}
