using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Keeps the keys of cookies and forms with everything else of the node, so that sessions outlive a restart and end with the data.</summary>
internal sealed class DataProtectionKeys(DataDirectory data, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public void Configure(KeyManagementOptions options)
    {
        var folder = OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(data.File("session-keys"))
            : Directory.CreateDirectory(data.File("session-keys"), OwnerOnly);
        options.XmlRepository = new FileSystemXmlRepository(folder, loggers);
    }
}
