using System.Text;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>Runs every table with every kubectl, a few at a time, version after version.</summary>
internal sealed class ConformanceRun
{
    // More than there are cores: a table waits for pods and watches half of its time.
    private const int AtOnce = 6;
    private const int MostShown = 1_500;

    private static readonly string? OnlyVersion = Environment.GetEnvironmentVariable("HEADROOM_CONFORMANCE_KUBECTL");

    private static readonly SemaphoreSlim Slots = new(AtOnce);

    private readonly Dictionary<(string Table, string Version), Task<string>> _tables = [];

    private ConformanceRun()
    {
    }

    public static (Version Version, string Path)[] Versions() =>
        [.. KubectlProcess.Installed().Where(v => OnlyVersion is null || v.Version.ToString() == OnlyVersion)];

    public static ConformanceRun Start()
    {
        var run = new ConformanceRun();
        Scenario[] scenarios = [.. Scenario.Names().Select(Scenario.Load).OrderByDescending(s => s.Steps.Count)];
        foreach (var (version, path) in Versions())
        {
            var cluster = new SharedCluster(path, users: scenarios.Count(s => !s.IsAlone));
            foreach (var scenario in scenarios)
            {
                run._tables[(scenario.Name, version.ToString())] =
                    InTurnAsync(scenario, version, scenario.IsAlone ? new SharedCluster(path, users: 1) : cluster);
            }
        }

        return run;
    }

    /// <summary>What was not as the table says; empty when all was.</summary>
    public Task<string> ComplaintsAsync(string table, string version) => _tables[(table, version)];

    private static async Task<string> InTurnAsync(Scenario scenario, Version version, SharedCluster cluster)
    {
        await Slots.WaitAsync();
        try
        {
            return await RunAsync(scenario, version, cluster, CancellationToken.None); // every step has its own limit
        }
        finally
        {
            await cluster.LeaveAsync();
            Slots.Release();
        }
    }

    private static async Task<string> RunAsync(Scenario scenario, Version version, SharedCluster cluster, CancellationToken ct)
    {
        var scope = $"conf-{scenario.Name}-{version.Minor}";
        var kubectl = await cluster.KubectlAsync(scope, ct);
        await kubectl.RunAsync(Step.Shell("kubectl create ns $NS && kubectl config set-context --current --namespace=$NS"), ct);
        var complaints = new StringBuilder();
        foreach (var step in scenario.Steps.Where(s => s.From <= version && (SharedCluster.IsSimulated || !s.IsSimulation)))
        {
            var (exitCode, output) = await kubectl.RunAsync(step, ct);
            if (step.Complaint(exitCode, output, scope) is { } complaint)
            {
                complaints.Append($"kubectl {version}: {step.Run.Trim()}\n  {complaint} in:\n{output[..Math.Min(output.Length, MostShown)]}\n");
            }
        }

        await kubectl.RunAsync(Step.Shell("kubectl delete ns $NS --wait=false"), ct);
        return complaints.ToString();
    }
}
