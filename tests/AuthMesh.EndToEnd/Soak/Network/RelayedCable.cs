using System.Diagnostics;
using System.Threading.Channels;

namespace AuthMesh.EndToEnd.Soak.Network;

/// <summary>Two Ethernet devices between which this process carries the frames, late and with losses: for kernels without netem.</summary>
/// <remarks>Real TCP over real frames, as with netem; only the holding back and dropping is done here. A thread for each direction, since waking them must not depend on
/// whatever else the test does.</remarks>
internal sealed class RelayedCable : ICable
{
    private const int LongestFrame = 2048, MostUnderWay = 10_000;

    private readonly TapDevice _atSwitch, _atNode;
    private readonly int _delay;
    private double _loss;

    private RelayedCable(string port, TapDevice atSwitch, TapDevice atNode, int delay) => (Port, _atSwitch, _atNode, _delay) = (port, atSwitch, atNode, delay);

    /// <inheritdoc/>
    public string Port { get; }

    /// <inheritdoc cref="NetemCable.LayAsync"/>
    public static async Task<ICable> LayAsync(string switchNamespace, string nodeNamespace, string port, int delay)
    {
        var node = port + "n";
        var cable = new RelayedCable(port, new TapDevice(port), new TapDevice(node), delay);
        await Tool.RunAsync($"ip link set {port} netns {switchNamespace}");
        await Tool.RunAsync($"ip link set {node} netns {nodeNamespace} name {NetemCable.NodeEnd}");
        cable.Carry(cable._atSwitch, cable._atNode);
        cable.Carry(cable._atNode, cable._atSwitch);
        return cable;
    }

    /// <inheritdoc/>
    public Task SetLossAsync(double share)
    {
        Volatile.Write(ref _loss, share);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _atSwitch.Dispose();
        _atNode.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Carry(TapDevice from, TapDevice to)
    {
        var underWay = Channel.CreateBounded<(long Due, byte[] Frame)>(MostUnderWay);
        new Thread(() => Take(from, underWay.Writer)) { IsBackground = true, Name = $"{Port} in" }.Start();
        new Thread(() => HandOver(underWay.Reader, to)) { IsBackground = true, Name = $"{Port} out" }.Start();
    }

    private void Take(TapDevice from, ChannelWriter<(long, byte[])> underWay)
    {
        var buffer = new byte[LongestFrame];
        while (from.Read(buffer) is > 0 and var length)
        {
            if (Random.Shared.NextDouble() >= Volatile.Read(ref _loss))
            {
                underWay.TryWrite((Stopwatch.GetTimestamp() + (_delay * Stopwatch.Frequency / 1_000), buffer[..length])); // full: lost
            }
        }

        underWay.Complete();
    }

    private static void HandOver(ChannelReader<(long Due, byte[] Frame)> underWay, TapDevice to)
    {
        while (underWay.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (underWay.TryRead(out var next))
            {
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next.Due);
                if (wait > TimeSpan.Zero)
                {
                    Thread.Sleep(wait);
                }

                to.Write(next.Frame);
            }
        }
    }
}
