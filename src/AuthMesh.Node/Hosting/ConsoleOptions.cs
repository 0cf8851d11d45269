namespace AuthMesh.Node.Hosting;

/// <summary>The listener of console, REST API and health. Section <c>AuthMesh:Console</c>.</summary>
internal sealed class ConsoleOptions
{
    public const string Section = "AuthMesh:Console";

    /// <summary>Where to listen: <c>http://</c> on a loopback address only, <c>https://</c> (with the node's own certificate) on any. Port 0 takes a free
    /// one; <c>console.url</c> in the data directory tells which. Default: <c>http://localhost:7480</c>.</summary>
    public string Url { get; set; } = "http://localhost:7480";

    /// <summary>A PEM file with the certificate that the console shows by https. Default: none, then it shows the node's own, which no authority vouches for.
    /// Read at start; a renewed one counts from the next start.</summary>
    public string? Certificate { get; set; }

    /// <summary>A PEM file with the private key of <see cref="Certificate"/>, unencrypted. Default: none, then the key is in the certificate's file.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>The address by which clients reach this node, e.g. that of a proxy before it: what the AuthZEN metadata tells. Requests have no say in it, whatever
    /// their Host header claims. Default: the console's URL, and for one that listens on all addresses that of this machine alone.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>How many connections may be open at once: applications', browsers' and proxies' together; one more is closed as it comes. Each costs some 10 KiB, and one
    /// that asks much some more. Raise it for very many applications that keep connections open. 16 to 65,535; default 4,096.</summary>
    public int MaxConnections { get; set; } = 4_096;
}
