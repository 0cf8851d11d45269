using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace AuthMesh.Node.Hosting;

/// <summary>The keys of the console's cookies and forms: in the data directory, so that sessions outlive a restart.</summary>
internal static class ConsoleKeys
{
    private const string Folder = "console-keys";

    public static IServiceCollection AddConsoleKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("authmesh");
        services.AddOptions<KeyManagementOptions>().Configure<DataDirectory, ILoggerFactory>((keys, data, loggers) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(data.PathOf(Folder)), loggers));

        // Only the owner gets into the data directory: that is the keys' protection, and no reason to warn.
        return services.AddLogging(log => log.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
    }
}
