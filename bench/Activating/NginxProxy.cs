using System.Globalization;
using Headroom.Bench.Reconciling;

namespace Headroom.Bench.Activating;

/// <summary>nginx from the system's packages as a plain reverse proxy, set up as well as it goes: kept-alive connections to the backend, no log.</summary>
internal sealed class NginxProxy : IAsyncDisposable
{
    private static readonly string[] Places = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/sbin/nginx"];

    private readonly string _folder = Directory.CreateTempSubdirectory("headroom-nginx-").FullName;
    private BenchProcess? _process;

    public int Port { get; } = BenchProcess.FreePort();

    /// <summary>Processor time of the workers so far; asked after the start.</summary>
    public TimeSpan Cpu => File.ReadAllText($"/proc/{_process!.Id}/task/{_process.Id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(TimeSpan.Zero, static (sum, id) => sum + ProcessUsage.Of(int.Parse(id, CultureInfo.InvariantCulture)).Cpu);

    /// <exception cref="BenchException">It is not installed.</exception>
    public async Task StartAsync(int backend, CancellationToken ct)
    {
        var program = Places.FirstOrDefault(File.Exists)
            ?? throw new BenchException("nginx is missing: apt-get install nginx-light (or your system's package)");
        await File.WriteAllTextAsync(Path.Combine(_folder, "nginx.conf"), $$"""
            daemon off; worker_processes 2; pid {{_folder}}/pid; error_log stderr error;
            events { worker_connections 4096; }
            http {
              access_log off; keepalive_requests 1000000;
              client_body_temp_path {{_folder}}/b; proxy_temp_path {{_folder}}/p; fastcgi_temp_path {{_folder}}/f; uwsgi_temp_path {{_folder}}/u; scgi_temp_path {{_folder}}/s;
              upstream backend { server 127.0.0.1:{{backend}}; keepalive 256; keepalive_requests 1000000; }
              server {
                listen 127.0.0.1:{{Port}};
                location / {
                  proxy_pass http://backend; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host;
                  proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $host;
                }
              }
            }
            """, ct);
        _process = BenchProcess.Start(program, ["-p", _folder, "-c", Path.Combine(_folder, "nginx.conf")]);
        await _process.WaitForAsync(Port, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // The master ends its workers itself; killed, it would leave them behind.
            using var quit = System.Diagnostics.Process.Start("kill", ["-QUIT", $"{_process.Id}"]);
            await quit.WaitForExitAsync();
            await Task.WhenAny(_process.Output.ReadToEndAsync(), Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System));
            await _process.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
