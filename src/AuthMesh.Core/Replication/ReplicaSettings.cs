using AuthMesh.Core.Lists;

namespace AuthMesh.Core.Replication;

/// <summary>The names under which a replica keeps its few settings in the store.</summary>
internal static class ReplicaSettings
{
    public const string Mesh = "mesh.id";
    public const string Incarnation = "writer.incarnation";
    public const string StewardNode = "bootstrap.node";
    public const string StewardAddress = "bootstrap.address";

    public static string UpgradeRequired(ListName list) => $"upgrade.{list}";
}
