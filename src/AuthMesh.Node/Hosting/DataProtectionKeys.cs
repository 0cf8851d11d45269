using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>Keeps the keys of cookies and forms with everything else of the node, so that sessions outlive a restart and end with the data.</summary>
/// <remarks>The framework asks for the place before the settings are validated: the folder is opened with the first key.</remarks>
internal sealed class DataProtectionKeys(DataDirectory data, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>, IXmlRepository
{
    private const string Folder = "session-keys";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly Lazy<FileSystemXmlRepository> _files = new(() => new FileSystemXmlRepository(Create(data.File(Folder)), loggers));

    public void Configure(KeyManagementOptions options) => options.XmlRepository = this;

    public IReadOnlyCollection<XElement> GetAllElements() => _files.Value.GetAllElements();

    public void StoreElement(XElement element, string friendlyName) => _files.Value.StoreElement(element, friendlyName);

    private static DirectoryInfo Create(string path) =>
        OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, OwnerOnly);
}
