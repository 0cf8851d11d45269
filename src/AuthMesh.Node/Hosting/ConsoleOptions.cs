namespace AuthMesh.Node.Hosting;

/// <summary>The listener of console, REST API and health. Section <c>AuthMesh:Console</c>.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "AuthMesh:Console";

    /// <summary>Where to listen: <c>http://</c> on a loopback address only, <c>https://</c> (with the node's own certificate) on any. Port 0 takes a free
    /// one; <c>console.url</c> in the data directory tells which. Default: <c>http://localhost:7480</c>.</summary>
    public string Url { get; set; } = "http://localhost:7480";
}
