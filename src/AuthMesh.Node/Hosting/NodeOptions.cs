namespace AuthMesh.Node.Hosting;

/// <summary>What the node is called and where it keeps everything. Section <c>AuthMesh:Node</c>.</summary>
internal sealed class NodeOptions
{
    public const string Section = "AuthMesh:Node";

    /// <summary>The name that people see, in the roster of the mesh; 1 to 64 characters. Default: the machine's name.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>Key, database, and what a running node leaves for local commands; created for its owner alone. Relative to the current directory,
    /// so that <c>dotnet run</c> uses <c>data/</c> in the repository and a service the <c>data/</c> of its working directory. Default: <c>data</c>.</summary>
    public string DataDirectory { get; set; } = "data";
}
