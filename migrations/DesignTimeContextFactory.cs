using AuthMesh.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AuthMesh.Migrations;

/// <summary>Lets <c>dotnet ef</c> see the model without a node.</summary>
public sealed class DesignTimeContextFactory : IDesignTimeDbContextFactory<StorageContext>
{
    /// <inheritdoc/>
    public StorageContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<StorageContext>();
        StorageContext.Configure(builder, "Data Source=design-time.db");
        return new StorageContext(builder.Options);
    }
}
