using AuthMesh.Simulation.Scenarios;

namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>
/// A network of its own for each node, on one machine: a namespace with a cable to a switch of two halves.
/// <code>
/// test ── control ──► node 1 ═ cable ═ [half 0] ── trunk ── [half 1] ═ cable ═ node 8 ◄── control ── test
/// </code>
/// </summary>
/// <remarks>Only the nodes' own traffic goes over the cables. A cut takes a port off the switch: both ends still have a carrier, and packets vanish without a word.</remarks>
internal sealed class Laboratory : IAsyncDisposable
{
    private const string Prefix = "amsoak";

    private readonly string _tag = $"{Prefix}-{Environment.ProcessId}";
    private readonly List<ICable> _cables = [];
    private readonly int _nodes;

    private Laboratory(int nodes) => _nodes = nodes;

    /// <summary>What holds back and drops the packets, in words.</summary>
    public string Weather { get; private set; } = "";

    private string Switch => $"{_tag}-switch";

    /// <summary>Why this machine cannot have one; null when it can.</summary>
    public static async Task<string?> WhyNotAsync()
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
        {
            return "The soak needs root on Linux, for network namespaces.";
        }

        if ((await Tool.TryAsync("ip -V")).ExitCode != 0 || (await Tool.TryAsync("tc -V")).ExitCode != 0)
        {
            return "The soak needs ip and tc (Debian: apt-get install iproute2).";
        }

        var probe = $"{Prefix}-{Environment.ProcessId}-probe";
        var (exitCode, output) = await Tool.TryAsync($"ip netns add {probe}");
        var hasNetem = exitCode == 0 && await NetemCable.IsPossibleAsync(probe);
        await Tool.TryAsync($"ip netns del {probe}");
        return exitCode != 0 ? $"This machine has no network namespaces: {output.Trim()}"
            : hasNetem || File.Exists("/dev/net/tun") ? null
            : "This kernel has neither netem (CONFIG_NET_SCH_NETEM) nor /dev/net/tun to stand in for it.";
    }

    /// <summary>Builds one for so many nodes.</summary>
    /// <param name="delay">Milliseconds of each cable, each way.</param>
    public static async Task<Laboratory> BuildAsync(int nodes, int delay)
    {
        await RemoveLeftoversAsync();
        var laboratory = new Laboratory(nodes);
        try
        {
            await laboratory.BuildSwitchAsync();
            for (var node = 0; node < nodes; node++)
            {
                await laboratory.ConnectAsync(node, delay);
            }

            return laboratory;
        }
        catch
        {
            await laboratory.DisposeAsync();
            throw;
        }
    }

    /// <summary>What runs a command as if on the node's own machine.</summary>
    public IReadOnlyList<string> Inside(int node) => ["ip", "netns", "exec", Namespace(node)];

    /// <summary>The address at which the others reach a node.</summary>
    public static string AddressOf(int node) => $"198.18.0.{node + 1}";

    /// <summary>The address at which only the test reaches a node, whatever befalls the cables.</summary>
    public static string ControlOf(int node) => $"198.19.{node}.2";

    /// <summary>Lets every cable lose this share of its packets, each way.</summary>
    public Task SetLossAsync(double share) => Task.WhenAll(_cables.Select(c => c.SetLossAsync(share)));

    /// <summary>Cuts off who shall be, and joins everybody else.</summary>
    public async Task CutAsync(SoakCut cut)
    {
        await AttachAsync("trunk1", cut == SoakCut.Halves ? null : "half1");
        await AttachAsync(_cables[^1].Port, cut == SoakCut.Last ? null : HalfOf(_nodes - 1));
    }

    /// <summary>Removes it all.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var cable in _cables)
        {
            await cable.DisposeAsync();
        }

        await RemoveAsync(_tag);
    }

    private string Namespace(int node) => $"{_tag}-{node}";

    private string HalfOf(int node) => $"half{2 * node / _nodes}";

    private async Task BuildSwitchAsync()
    {
        await Tool.RunAsync($"ip netns add {Switch}");
        await Tool.RunAsync($"ip -n {Switch} link add trunk0 type veth peer name trunk1");
        for (var half = 0; half < 2; half++)
        {
            await Tool.RunAsync($"ip -n {Switch} link add half{half} type bridge");
            await Tool.RunAsync($"ip -n {Switch} link set half{half} up");
            await AttachAsync($"trunk{half}", $"half{half}");
            await Tool.RunAsync($"ip -n {Switch} link set trunk{half} up");
        }
    }

    private async Task ConnectAsync(int node, int delay)
    {
        var name = Namespace(node);
        await Tool.RunAsync($"ip netns add {name}");
        await Tool.RunAsync($"ip -n {name} link set lo up");

        var port = $"am{Environment.ProcessId % 100_000}x{node}";
        var hasNetem = await NetemCable.IsPossibleAsync(name);
        Weather = hasNetem ? "tc netem" : "frames relayed by the test, since this kernel has no netem";
        _cables.Add(hasNetem ? await NetemCable.LayAsync(Switch, name, port, delay) : await RelayedCable.LayAsync(Switch, name, port, delay));
        await AttachAsync(port, HalfOf(node));
        await Tool.RunAsync($"ip -n {Switch} link set {port} up");
        await Tool.RunAsync($"ip -n {name} addr add {AddressOf(node)}/24 dev {NetemCable.NodeEnd}");
        await Tool.RunAsync($"ip -n {name} link set {NetemCable.NodeEnd} up");

        var control = port + "c";
        await Tool.RunAsync($"ip link add {control} type veth peer name control0 netns {name}");
        await Tool.RunAsync($"ip addr add 198.19.{node}.1/30 dev {control}");
        await Tool.RunAsync($"ip link set {control} up");
        await Tool.RunAsync($"ip -n {name} addr add {ControlOf(node)}/30 dev control0");
        await Tool.RunAsync($"ip -n {name} link set control0 up");
    }

    private Task<string> AttachAsync(string port, string? bridge) =>
        Tool.RunAsync($"ip -n {Switch} link set {port} {(bridge is null ? "nomaster" : $"master {bridge}")}");

    /// <summary>A run that was killed could not clean up.</summary>
    private static async Task RemoveLeftoversAsync()
    {
        foreach (var name in await NamespacesAsync(Prefix))
        {
            if (name.Split('-') is [_, var process, ..] && !Directory.Exists($"/proc/{process}"))
            {
                await Tool.TryAsync($"ip netns del {name}");
            }
        }
    }

    /// <summary>Devices go with their namespaces.</summary>
    private static async Task RemoveAsync(string tag)
    {
        foreach (var name in await NamespacesAsync(tag + "-"))
        {
            await Tool.TryAsync($"ip netns del {name}");
        }
    }

    private static async Task<IEnumerable<string>> NamespacesAsync(string prefix) =>
        (await Tool.RunAsync("ip netns list")).Split('\n').Select(line => line.Split(' ')[0]).Where(name => name.StartsWith(prefix, StringComparison.Ordinal));
}
