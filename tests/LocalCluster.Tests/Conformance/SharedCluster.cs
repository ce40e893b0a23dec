using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>The cluster that the tables of one kubectl share, each in its own namespace, started when the first one asks.</summary>
/// <param name="users">Tables that will run on it; it stops when the last has left.</param>
internal sealed class SharedCluster(string binary, int users)
{
    private static readonly string? OtherCluster = Environment.GetEnvironmentVariable("HEADROOM_CONFORMANCE_KUBECONFIG");

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("kubectl-");
    // Simulated pods start and end within a tenth of a second: what is tested is what kubectl is told.
    private readonly Lazy<Task<LocalClusterHost>> _host = new(() => LocalClusterHost.StartAsync(
        new LocalClusterOptions { StartDelay = new StartDelay(0.5, 0.1), Speed = 10 }, CancellationToken.None));

    private int _users = users;

    /// <summary>False when the tables are held against another cluster.</summary>
    public static bool IsSimulated => OtherCluster is null;

    /// <param name="scope">The namespace that the commands speak about by default.</param>
    public async Task<KubectlProcess> KubectlAsync(string scope, CancellationToken ct)
    {
        var kubeconfig = OtherCluster is null ? (await _host.Value).Kubeconfig : await File.ReadAllTextAsync(OtherCluster, ct);
        return new KubectlProcess(binary, kubeconfig, scope, _home.CreateSubdirectory(scope));
    }

    public async Task LeaveAsync()
    {
        if (Interlocked.Decrement(ref _users) > 0)
        {
            return;
        }

        if (_host.IsValueCreated)
        {
            await (await _host.Value).DisposeAsync();
        }

        _home.Delete(recursive: true);
    }
}
