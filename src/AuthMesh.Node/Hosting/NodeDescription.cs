using System.Reflection;
using AuthMesh.Client;
using AuthMesh.Core.Access;
using Microsoft.Extensions.Options;

namespace AuthMesh.Node.Hosting;

/// <summary>What this node says of itself.</summary>
internal sealed class NodeDescription(IMeshMonitor mesh, IOptions<NodeOptions> options, TimeProvider time)
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    /// <summary>The program's version, without the build's metadata.</summary>
    public static string Version { get; } =
        typeof(NodeDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    /// <summary>The node now.</summary>
    public NodeInfo Current
    {
        get
        {
            var snapshot = mesh.Current;
            var name = snapshot.Nodes.FirstOrDefault(node => node.IsSelf)?.Name;
            return new NodeInfo(
                snapshot.Self.ToString(), string.IsNullOrEmpty(name) ? options.Value.Name : name, snapshot.Mesh?.ToString(), Version, _startedAt);
        }
    }
}
