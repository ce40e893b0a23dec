using System.Net;
using System.Net.Sockets;

namespace Headroom.Cli.Local;

/// <summary>The activator of a local run: requests come to a port that people know, its other ports are any free ones.</summary>
internal sealed class ActivatorProgram(StateFolder state, string program, int port, string database, TimeProvider time)
{
    private readonly int _adminPort = FreePort();

    /// <summary>Where the control plane asks for the demand.</summary>
    public string AdminUrl => $"http://127.0.0.1:{_adminPort}";

    public async Task<ChildProcess> StartAsync(TimeSpan limit, CancellationToken ct)
    {
        var environment = new Dictionary<string, string>
        {
            ["MALLOC_ARENA_MAX"] = "2",
            ["Activator__Address"] = "127.0.0.1",
            ["Activator__Port"] = $"{port}",
            ["Activator__H2cPort"] = "0",
            ["Activator__AdminPort"] = $"{_adminPort}",
            ["ConnectionStrings__Headroom"] = database,
            ["Activator__Kubeconfig"] = state.Kubeconfig,
            // Nobody in front of it has to notice, and a run is to end when it is told to.
            ["Activator__DrainDelay"] = "00:00:00",
            ["Activator__ShutdownLimit"] = "00:00:10",
        };
        var activator = ChildProcess.Start("activator", "dotnet", [program], environment, state, "TERM", time);
        using var http = new HttpClient { BaseAddress = new Uri(AdminUrl), Timeout = TimeSpan.FromSeconds(5) };
        await activator.WaitUntilAsync(c => Readiness.IsReadyAsync(http, c), limit, ct);
        return activator;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
