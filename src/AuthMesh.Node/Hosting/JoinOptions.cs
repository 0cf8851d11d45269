using AuthMesh.Transport;

namespace AuthMesh.Node.Hosting;

/// <summary>The mesh to join at first start. Section <c>AuthMesh:Mesh</c>, beside the transport's own settings.</summary>
internal sealed class JoinOptions
{
    public const string Section = MeshOptions.Section;

    /// <summary>An invitation, as <c>authmesh invite</c> gives it; a secret. Without effect on a node that is in a mesh with others. Default: none.</summary>
    public string? Join { get; set; }
}
