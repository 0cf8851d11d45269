using AuthMesh.Node.Hosting;

namespace AuthMesh.Node.CommandLine;

/// <summary>The node that runs on this machine, by what it left in its data directory.</summary>
/// <param name="Pin">The SHA-256 of the key that its console proves, in hexadecimal; null over plain http.</param>
internal sealed record LocalNode(Uri Server, string Token, string? Pin)
{
    /// <summary>The node that runs with a data directory.</summary>
    /// <param name="directory">Null for the one that the configuration names.</param>
    /// <exception cref="NoLocalNodeException">None runs there, or its files are not ours to read.</exception>
    public static LocalNode Find(string? directory)
    {
        var path = DataDirectory(directory);
        try
        {
            var server = new Uri(Read(path, LocalAccess.UrlFile));
            return new LocalNode(server, Read(path, LocalAccess.TokenFile), server.Scheme == Uri.UriSchemeHttps ? Read(path, LocalAccess.PinFile) : null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NoLocalNodeException($"No node runs with the data directory '{path}'. Name another with --data, or a node with --server.");
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException or UriFormatException)
        {
            throw new NoLocalNodeException($"The node of '{path}' cannot be reached: {e.Message} Its files are for its owner only.");
        }
    }

    /// <summary>True when a node runs with the data directory, or was killed there.</summary>
    public static bool IsThere(string directory) => File.Exists(Path.Combine(directory, LocalAccess.UrlFile));

    /// <summary>How long ago that node began to listen.</summary>
    public static TimeSpan TimeSinceStart(string directory) => DateTime.UtcNow - File.GetLastWriteTimeUtc(Path.Combine(directory, LocalAccess.UrlFile));

    /// <summary>The full path of the data directory: the named one, or the one that the configuration names.</summary>
    public static string DataDirectory(string? directory) => Path.GetFullPath(directory ?? ConfiguredDirectory());

    private static string Read(string directory, string file) => File.ReadAllText(Path.Combine(directory, file)).Trim();

    private static string ConfiguredDirectory() =>
        new ConfigurationBuilder()
            .SetBasePath(ContentRoot.Find())
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build()
            .GetSection(NodeOptions.Section).Get<NodeOptions>()?.DataDirectory ?? new NodeOptions().DataDirectory;
}
