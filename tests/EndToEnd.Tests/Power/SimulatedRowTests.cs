using System.Globalization;
using System.Text.Json;
using Headroom.EndToEnd.Tests.Stack;

namespace Headroom.EndToEnd.Tests.Power;

/// <summary>The row of simulated servers behind the agents' protocol: draw, caps, leases, and what is left without a controller.</summary>
public sealed class SimulatedRowTests : IDisposable
{
    private const int Cards = 48;
    private const uint HighestLimit = 400_000;

    private readonly Checkout _checkout = new();

    public void Dispose() => _checkout.Dispose();

    [Fact]
    public async Task Row_BurstThenSilence_IsCappedThenFallsToItsSafeLimitsAndComesBack()
    {
        await using var launcher = await Stack.Launcher.StartAsync(_checkout);
        var kubectl = new Kubectl(launcher.Kubeconfig, _checkout.Beside("home"));
        // Six busy servers draw more than their hosts do.
        await Wait.UntilAsync(() => kubectl.NumberAsync("default", "pdom/row-7", ".status.drawWatts"), static watts => watts > 6 * 2500);
        await Wait.UntilAsync(() => kubectl.FieldAsync("default", "pdom/row-7", ".status.conditions[?(@.type==\"Enforcing\")].status"), static status => status == "True");
        Assert.InRange(await kubectl.NumberAsync("default", "pdom/row-7", ".status.failedWatts"), 1, 32_000);

        await Wait.UntilAsync(() => Task.FromResult(Settings().Count(static c => c.Contains("clocks", StringComparison.Ordinal))), static locked => locked >= Cards / 2);
        Assert.NotEmpty(await kubectl.FieldAsync("default", "npow/row-0", ".status.lease"));

        await SignalControlPlaneAsync("STOP");
        try
        {
            await Wait.UntilAsync(() => Task.FromResult(Limits()), static limits => limits.Count == Cards && limits.All(static l => l < HighestLimit));
            Assert.Equal(SafeLimits(), Limits());
        }
        finally
        {
            await SignalControlPlaneAsync("CONT");
        }

        await Wait.UntilAsync(() => Task.FromResult(Limits()), static limits => limits.All(static l => l == HighestLimit));
        Assert.True(await EnergyAsync() > 0, "no energy was recorded");
    }

    private Task SignalControlPlaneAsync(string signal)
    {
        var process = _checkout.Processes().Single(static p => p.Contains("Headroom.ControlPlane.Api.dll", StringComparison.Ordinal));
        return Programs.SignalAsync(int.Parse(process.Split(' ')[0], CultureInfo.InvariantCulture), signal);
    }

    /// <summary>What every card of the row is set to, as the cards themselves keep it.</summary>
    private List<string> Settings()
    {
        var nodes = Path.Combine(_checkout.State, "nodes");
        return Directory.Exists(nodes)
            ? [.. Directory.GetFiles(nodes, "card-*", SearchOption.AllDirectories).Where(static f => !f.EndsWith(".new", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)]
            : [];
    }

    private List<uint> Limits() => [.. Settings().Select(static s => uint.Parse(s.Split(' ', '\n')[1], CultureInfo.InvariantCulture))];

    private List<uint> SafeLimits() =>
        [.. Directory.GetFiles(Path.Combine(_checkout.State, "nodes"), "safe-limits", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .SelectMany(static f => File.ReadLines(f).Where(static l => l.StartsWith("gpu ", StringComparison.Ordinal)).Select(static l => uint.Parse(l.Split(' ')[2], CultureInfo.InvariantCulture)))];

    private async Task<double> EnergyAsync()
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{_checkout.PortalPort}/") };
        client.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(_checkout.State, "admin.token"))).Trim());
        var kilowattHours = await Wait.UntilAsync(
            async () =>
            {
                using var page = JsonDocument.Parse(await client.GetStringAsync("api/v1/energy?by=namespace&window=1d", TestContext.Current.CancellationToken));
                return page.RootElement.GetProperty("items").EnumerateArray().Where(static i => i.GetProperty("name").GetString() == "serving").Sum(static i => i.GetProperty("kilowattHours").GetDouble());
            },
            static kwh => kwh > 0);
        return kilowattHours;
    }
}
