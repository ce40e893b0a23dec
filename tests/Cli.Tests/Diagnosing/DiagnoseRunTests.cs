using System.IO.Compression;
using System.Text.Json.Nodes;
using Headroom.Cli.Cluster;
using Headroom.Cli.Diagnosing;
using Headroom.Cli.Terminal;
using Headroom.Cli.Tests.Cluster;
using Headroom.Testing;

namespace Headroom.Cli.Tests.Diagnosing;

public sealed class DiagnoseRunTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly string _bundle = Path.Combine(Path.GetTempPath(), $"headroom-{Guid.NewGuid():N}.zip");

    public void Dispose() => File.Delete(_bundle);

    [Fact]
    public async Task Run_NobodyLeads_SaysWhatToFixAndWritesABundleWithoutSecrets()
    {
        await using var cluster = await CliCluster.StartAsync();

        await Assert.ThrowsAsync<UnhealthyException>(() => Run(cluster.Options).RunAsync(_bundle, OutputForm.Json, CancellationToken.None));

        var findings = JsonNode.Parse(_output.ToString())!.AsArray().ToDictionary(static f => (string)f!["check"]!, static f => f!);
        Assert.True((bool)findings["cluster"]["ok"]!);
        Assert.True((bool)findings["definitions"]["ok"]!);
        Assert.False((bool)findings["control plane"]["ok"]!);
        Assert.Contains("kubectl get pods -n headroom-system", (string?)findings["control plane"]["fix"], StringComparison.Ordinal);
        Assert.Contains("no decision yet on default/chat", (string?)findings["autoscalers"]["message"], StringComparison.Ordinal);
        await using var zip = await ZipFile.OpenReadAsync(_bundle);
        using var reader = new StreamReader(await zip.GetEntry("predictiveautoscalers.yaml")!.OpenAsync());
        var yaml = await reader.ReadToEndAsync();
        Assert.Contains("name: chat", yaml, StringComparison.Ordinal);
        Assert.Contains("http://REDACTED@prometheus:9090", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("prometheus-token", yaml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_NoServer_IsOneFindingWithAFix()
    {
        var kubeconfig = Path.GetTempFileName();
        await File.WriteAllTextAsync(kubeconfig, $$$"""
            {apiVersion: v1, kind: Config, current-context: x, contexts: [{name: x, context: {cluster: x, user: x}}],
             clusters: [{name: x, cluster: {server: "http://127.0.0.1:{{{LoopbackPort.Free()}}}"}}], users: [{name: x, user: {token: t}}]}
            """);

        await Assert.ThrowsAsync<UnhealthyException>(
            () => Run(new ClusterOptions { Kubeconfig = kubeconfig }).RunAsync(bundle: null, OutputForm.Table, CancellationToken.None));

        Assert.StartsWith("FIX  cluster", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("kubectl cluster-info", _output.ToString(), StringComparison.Ordinal);
        File.Delete(kubeconfig);
    }

    [Fact]
    public void Redaction_EnvironmentsAndAddresses_LoseTheirSecretsAlone()
    {
        var document = JsonNode.Parse("""
            {"metadata":{"name":"x","managedFields":[{}],"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"password"}},
             "spec":{"template":{"env":[{"name":"MODE","value":"fast"}],"args":["--url=https://h/x?token=abc&a=1","plain"]},"apiKey":{"name":"n"}}}
            """)!.AsObject();

        Assert.Equal(
            """{"metadata":{"name":"x","annotations":{}},"spec":{"template":{"env":[{"name":"MODE","value":"REDACTED"}],"args":["--url=https://h/x?token=REDACTED\u0026a=1","plain"]},"apiKey":"REDACTED"}}""",
            Redaction.Of(document).ToJsonString());
    }

    private DiagnoseRun Run(ClusterOptions options) => new(options, "headroom-system", _output, TextWriter.Null, TimeProvider.System);
}
