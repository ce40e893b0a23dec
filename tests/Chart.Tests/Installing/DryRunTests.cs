using Headroom.Chart.Tests.Rendering;

namespace Headroom.Chart.Tests.Installing;

/// <summary>A server takes what the chart makes: members, types, names.</summary>
public sealed class DryRunTests
{
    // Kinds of other operators, which the local cluster does not serve.
    private static readonly string[] Foreign = ["Certificate", "PodMonitor", "PrometheusRule", "ServiceMonitor"];

    public static TheoryData<string> Cases() => [.. ChartRenderer.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Manifests_DryRunOnTheServer_AreAccepted(string name)
    {
        var chart = await ChartRenderer.RenderAsync(name);
        await using var cluster = await Installation.StartAsync("headroom-system", "serving");
        var served = chart.Objects.Where(static o => !Foreign.Contains(o.Kind)).ToList();

        var (code, output, errors) = await cluster.KubectlAsync(RenderedChart.Text(served), "apply", "--dry-run=server", "-f", "-");

        Assert.True(code == 0, errors);
        Assert.Empty(errors);
        Assert.Equal(served.Count, output.TrimEnd('\n').Split('\n').Length);
    }
}
