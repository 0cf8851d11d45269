using System.Globalization;

namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>A pair of virtual Ethernet devices, each of which holds back and drops what it sends (<c>tc netem</c>).</summary>
internal sealed class NetemCable : ICable
{
    /// <summary>The node's end, in the node's namespace.</summary>
    public const string NodeEnd = "mesh0";

    private readonly string _switch, _node;
    private readonly int _delay;

    private NetemCable(string switchNamespace, string nodeNamespace, string port, int delay) => (_switch, _node, Port, _delay) = (switchNamespace, nodeNamespace, port, delay);

    /// <inheritdoc/>
    public string Port { get; }

    /// <summary>True when this kernel has netem.</summary>
    public static async Task<bool> IsPossibleAsync(string anyNamespace)
    {
        var possible = (await Tool.TryAsync($"ip netns exec {anyNamespace} tc qdisc add dev lo root netem delay 1ms")).ExitCode == 0;
        await Tool.TryAsync($"ip netns exec {anyNamespace} tc qdisc del dev lo root");
        return possible;
    }

    /// <summary>Lays one.</summary>
    /// <param name="delay">Milliseconds, each way.</param>
    public static async Task<ICable> LayAsync(string switchNamespace, string nodeNamespace, string port, int delay)
    {
        await Tool.RunAsync($"ip link add {port} netns {switchNamespace} type veth peer name {NodeEnd} netns {nodeNamespace}");
        var cable = new NetemCable(switchNamespace, nodeNamespace, port, delay);
        await cable.SetLossAsync(0);
        return cable;
    }

    /// <inheritdoc/>
    public async Task SetLossAsync(double share)
    {
        var percent = (share * 100).ToString("0.###", CultureInfo.InvariantCulture);
        await Tool.RunAsync($"ip netns exec {_switch} tc qdisc replace dev {Port} root netem limit 10000 delay {_delay}ms loss {percent}%");
        await Tool.RunAsync($"ip netns exec {_node} tc qdisc replace dev {NodeEnd} root netem limit 10000 delay {_delay}ms loss {percent}%");
    }

    /// <summary>The devices go with their namespaces.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
