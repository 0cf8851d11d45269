namespace AuthMesh.Admin.Protection;

/// <summary>Marks an endpoint as the console's own, so that its protections reach these and leave the REST API alone.</summary>
internal sealed class ConsoleEndpoint
{
    public static ConsoleEndpoint Mark { get; } = new();
}
