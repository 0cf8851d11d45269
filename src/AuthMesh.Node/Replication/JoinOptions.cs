namespace AuthMesh.Node.Replication;

/// <summary>The invitation to follow at the first start. Section <c>AuthMesh:Mesh</c>, beside the transport's keys.</summary>
internal sealed class JoinOptions
{
    public const string Section = "AuthMesh:Mesh";

    /// <summary>An invitation as <c>authmesh invite</c> prints it. Used while the node is in no mesh; without it, the node founds one. It holds a secret:
    /// prefer the environment (<c>AuthMesh__Mesh__Join</c>) or <c>--join -</c> to the command line.</summary>
    public string? Join { get; set; }
}
