using System.Net;
using System.Net.Sockets;

namespace AuthMesh.Testing.Nodes;

/// <summary>A cable with a switch: passes TCP connections on to a node, until it is cut.</summary>
public sealed class TcpSwitch : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HashSet<TcpClient> _open = [];
    private readonly Lock _lock = new();
    private readonly int _target;
    private readonly Task _accepting;
    private bool _cut;

    /// <summary>A cable to a port of this machine.</summary>
    public TcpSwitch(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where to connect.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>A port that is free now.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Cuts all connections, and lets none through until mended.</summary>
    public void Cut()
    {
        lock (_lock)
        {
            _cut = true;
            foreach (var client in _open)
            {
                client.Close();
            }

            _open.Clear();
        }
    }

    /// <summary>Lets connections through again.</summary>
    public void Mend()
    {
        lock (_lock)
        {
            _cut = false;
        }
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stopping.Token));
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient();
        try
        {
            lock (_lock)
            {
                if (_cut)
                {
                    near.Close();
                    return;
                }

                _open.Add(near);
                _open.Add(far);
            }

            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(IPAddress.Loopback, _target, _stopping.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream(), _stopping.Token), far.GetStream().CopyToAsync(near.GetStream(), _stopping.Token));
        }
        catch (Exception error) when (error is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // Cut, or one end is gone: the other end sees it.
        }
        finally
        {
            near.Close();
            lock (_lock)
            {
                _open.Remove(near);
                _open.Remove(far);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Cut();
        await _accepting;
        _stopping.Dispose();
    }
}
