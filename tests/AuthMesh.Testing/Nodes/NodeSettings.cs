namespace AuthMesh.Testing.Nodes;

/// <summary>How a node is started. Port 0 takes any free one.</summary>
public sealed record NodeSettings
{
    /// <summary>Its own unless given: below the temporary folder.</summary>
    public string DataDirectory { get; init; } = Path.Combine(Path.GetTempPath(), "authmesh-" + Guid.NewGuid().ToString("n")[..12]);

    /// <summary>The node's name.</summary>
    public string Name { get; init; } = "node";

    /// <summary>Address of console and API.</summary>
    public string Console { get; init; } = "http://127.0.0.1:0";

    /// <summary>Address for peers.</summary>
    public string Mesh { get; init; } = "https://127.0.0.1:0";

    /// <summary>The address that peers shall dial, where it is not <see cref="Mesh"/>.</summary>
    public string? Advertise { get; init; }

    /// <summary>An invitation to follow.</summary>
    public string? Join { get; init; }

    /// <summary>A command that runs the node, such as <c>faketime</c> with its arguments.</summary>
    public IReadOnlyList<string> Wrapper { get; init; } = [];

    /// <summary>Further environment variables.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
