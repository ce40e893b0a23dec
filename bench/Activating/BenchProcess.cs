using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Headroom.Bench.Activating;

/// <summary>A program beside the benchmark; it ends with it.</summary>
internal sealed class BenchProcess(Process process) : IAsyncDisposable
{
    public int Id => process.Id;

    public StreamReader Output => process.StandardOutput;

    public static BenchProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return new BenchProcess(Process.Start(start) ?? throw new BenchException($"{program} did not start"));
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <exception cref="BenchException">Nothing listens there after a while.</exception>
    public async Task WaitForAsync(int port, CancellationToken ct)
    {
        for (var tries = 0; tries < 600 && !process.HasExited; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port, ct);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, ct);
            }
        }

        throw new BenchException($"{process.StartInfo.FileName} does not listen at {port}");
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
