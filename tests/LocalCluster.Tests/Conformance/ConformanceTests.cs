using System.Text;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;

namespace Headroom.LocalCluster.Tests.Conformance;

/// <summary>What the stock kubectl prints and how it exits, table by table, for the versions that are installed here.</summary>
/// <remarks>
/// Core tables run with every version, the others with the oldest and the newest. HEADROOM_CONFORMANCE_KUBECONFIG names
/// another cluster to hold the tables against, with rights on everything; steps about simulated things are left out there.
/// HEADROOM_CONFORMANCE_KUBECTL=1.33 runs that version alone.
/// </remarks>
public sealed class ConformanceTests
{
    private const int AtOnce = 5;
    private const int MostShown = 1_500;

    private static readonly string? OtherCluster = Environment.GetEnvironmentVariable("HEADROOM_CONFORMANCE_KUBECONFIG");

    private static readonly string? OnlyVersion = Environment.GetEnvironmentVariable("HEADROOM_CONFORMANCE_KUBECTL");

    public static TheoryData<string> Tables() => [.. Scenario.Names()];

    // All tables start with the first test that asks: most of their time is waiting, and tests of a class run in turn.
    private static readonly Lazy<Dictionary<string, Task<string[]>>> Runs = new(() => Scenario.Names().ToDictionary(n => n, RunAsync));

    private static readonly SemaphoreSlim Slots = new(AtOnce);

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task Commands_OfATable_AnswerAsWritten(string table)
    {
        Assert.SkipWhen(Versions().Length == 0, "no kubectl.1.N is installed beside kubectl");

        var complaints = string.Concat(await Runs.Value[table]);

        Assert.True(complaints.Length == 0, complaints);
    }

    private static (Version Version, string Path)[] Versions() =>
        [.. KubectlProcess.Installed().Where(v => OnlyVersion is null || v.Version.ToString() == OnlyVersion)];

    private static Task<string[]> RunAsync(string table)
    {
        var scenario = Scenario.Load(table);
        var installed = Versions();
        return Task.WhenAll(installed.Where(v => scenario.IsCore || v == installed[0] || v == installed[^1]).Select(async v =>
        {
            await Slots.WaitAsync();
            try
            {
                return await RunAsync(scenario, v.Version, v.Path, CancellationToken.None); // every step has its own limit
            }
            finally
            {
                Slots.Release();
            }
        }));
    }

    private static async Task<string> RunAsync(Scenario scenario, Version version, string binary, CancellationToken ct)
    {
        var options = new LocalClusterOptions { StartDelay = new StartDelay(0.2, 0.1), Speed = 2 };
        await using var host = OtherCluster is null ? await LocalClusterHost.StartAsync(options, ct) : null;
        var scope = $"conf-{scenario.Name}-{version.Minor}";
        using var kubectl = new KubectlProcess(
            binary, host?.Kubeconfig ?? await File.ReadAllTextAsync(OtherCluster!, ct), scope); // one of the two is there
        await kubectl.RunAsync(Step.Parse(new() { ["run"] = "kubectl create ns $NS && kubectl config set-context --current --namespace=$NS" }), ct);
        var complaints = new StringBuilder();
        foreach (var step in scenario.Steps.Where(s => s.From <= version && (host is not null || !s.IsSimulation)))
        {
            var (exitCode, output) = await kubectl.RunAsync(step, ct);
            if (step.Complaint(exitCode, output, scope) is { } complaint)
            {
                complaints.Append($"kubectl {version}: {step.Run.Trim()}\n  {complaint} in:\n{output[..Math.Min(output.Length, MostShown)]}\n");
            }
        }

        if (host is null)
        {
            await kubectl.RunAsync(Step.Parse(new() { ["run"] = "kubectl delete ns $NS --wait=false" }), ct);
        }

        return complaints.ToString();
    }
}
