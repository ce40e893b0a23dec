using YamlDotNet.RepresentationModel;

namespace Headroom.Chart.Tests.Rendering;

/// <summary>Values that cannot be meant are refused before anything is installed, with the field's name.</summary>
public sealed class ValuesTests
{
    [Theory]
    [InlineData("controlplane: { replicas: 3 }", "controlplane: is not a value of this chart")]
    [InlineData("controlPlane: { replica: 3 }", "controlPlane.replica: is not a value of this chart")]
    [InlineData("controlPlane: { replicas: 0 }", "controlPlane.replicas: must be at least 1, not 0")]
    [InlineData("controlPlane: { replicas: two }", "controlPlane.replicas: must be integer, not \"two\"")]
    [InlineData("controlPlane: { image: { digest: latest } }", "controlPlane.image.digest: \"latest\" does not match")]
    [InlineData("monitoring: { enable: true }", "monitoring.enable: is not a value of this chart")]
    [InlineData("tls: { mode: self }", "tls.mode: must be one of")]
    [InlineData("tls: { mode: existing }", "tls.secretName: must not be empty")]
    [InlineData("tls: { mode: certManager }", "tls.certManager.issuerRef.name: must not be empty")]
    [InlineData("database: { mode: external }", "database.external.secretName: must not be empty")]
    [InlineData("messaging: { mode: external }", "messaging.external.secretName: must not be empty")]
    [InlineData("scheduler: { enabled: true }\ntls: { mode: existing, secretName: mine }", "scheduler.clientSecretName is required with tls.mode existing")]
    [InlineData("image: { registry: \"\" }", "image.registry: must not be empty")]
    [InlineData("power: { enabled: true }\nnodeAgent: { maxUnavailable: 2 }", "at most nodeAgent.toleratedDeadAgents (1)")]
    public async Task Values_Mistaken_AreRefusedByName(string values, string expected)
    {
        var (code, output, errors) = await ChartRenderer.TryWithAsync(values);

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scheduler_WithoutReplicas_IsTheExtenderAlone()
    {
        var (code, output, errors) = await ChartRenderer.TryWithAsync("scheduler: { enabled: true, replicas: 0 }");

        Assert.True(code == 0, errors);
        var chart = new RenderedChart(output);
        Assert.DoesNotContain(chart.Objects, static o => o.Name == "headroom-scheduler");
        Assert.Equal("8444", chart.Single("Service", "headroom-extender").Find("spec", "ports") is YamlSequenceNode ports ? RenderedObject.Find(ports[0], "port")?.ToString() : null);
    }

    [Fact]
    public async Task Image_Digest_GoesBeforeTheTag()
    {
        var digest = "sha256:" + new string('a', 64);
        var (code, output, _) = await ChartRenderer.TryWithAsync($$"""
            image: { tag: "9" }
            controlPlane: { image: { digest: "{{digest}}" } }
            """);

        Assert.Equal(0, code);
        Assert.Contains($"image: registry.example.com/headroom/control-plane@{digest}\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Monitoring_RuleLabels_AreAdded()
    {
        var (code, output, _) = await ChartRenderer.TryWithAsync("""
            monitoring: { enabled: true, prometheusRule: { additionalLabels: { release: mine } } }
            """);

        Assert.Equal(0, code);
        Assert.Equal("mine", new RenderedChart(output).Objects.First(static o => o.Kind == "PrometheusRule").Text("metadata", "labels", "release"));
    }

    [Fact]
    public async Task Notes_WithoutRights_SayThatNothingIsScaled()
    {
        var (_, notes, _) = await ChartRenderer.TryAsync("-notes", "-f", ChartRenderer.ValuesOf("default"));

        Assert.Contains("rbac.scale.enabled=true", notes, StringComparison.Ordinal);
        Assert.Contains("No broker is set", notes, StringComparison.Ordinal);
        Assert.Contains("No database is set", notes, StringComparison.Ordinal);
    }
}
