using System.Diagnostics;
using System.Net.Sockets;

namespace AuthMesh.Testing.Nodes;

/// <summary>nginx in front of several nodes: one address, whoever answers.</summary>
public sealed class NginxProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private NginxProcess(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Address = new Uri($"http://127.0.0.1:{port}/");
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it and returns when it listens.</summary>
    public static async Task<NginxProcess> StartAsync(params Uri[] nodes)
    {
        var port = TcpSwitch.FreePort();
        var folder = Directory.CreateTempSubdirectory("authmesh-nginx-");
        var configuration = Path.Combine(folder.FullName, "nginx.conf");
        await File.WriteAllTextAsync(configuration, Configuration(port, folder.FullName, nodes));
        var nginx = File.Exists("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx";
        var process = Process.Start(new ProcessStartInfo(nginx, ["-e", "stderr", "-p", folder.FullName, "-c", configuration]) { RedirectStandardError = true })!;
        _ = process.StandardError.ReadToEndAsync();
        await TestMesh.EventuallyAsync(async () =>
        {
            try
            {
                using var probe = new TcpClient();
                await probe.ConnectAsync("127.0.0.1", port);
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        });
        return new NginxProcess(process, folder, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static string Configuration(int port, string folder, Uri[] nodes) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/nginx.pid;
        events { worker_connections 256; }
        http {
            access_log off;
            client_body_temp_path {{folder}}/body;
            proxy_temp_path {{folder}}/proxy;
            fastcgi_temp_path {{folder}}/fastcgi;
            uwsgi_temp_path {{folder}}/uwsgi;
            scgi_temp_path {{folder}}/scgi;
            upstream pair {
                {{string.Join("\n        ", nodes.Select(n => $"server {n.Authority} max_fails=1 fail_timeout=1s;"))}}
                keepalive 16;
            }
            server {
                listen 127.0.0.1:{{port}};
                location / {
                    proxy_pass http://pair;
                    proxy_http_version 1.1;
                    proxy_set_header Connection "";
                    proxy_connect_timeout 1s;
                    proxy_next_upstream error timeout;
                }
            }
        }
        """;
}
