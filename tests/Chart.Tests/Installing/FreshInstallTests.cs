using System.Net;
using System.Net.Http.Headers;
using Headroom.Chart.Tests.Rendering;

namespace Headroom.Chart.Tests.Installing;

/// <summary>Everything that the control plane does, with the rights of the chart and no others.</summary>
public sealed class FreshInstallTests
{
    private static readonly string[] Foreign = ["Certificate", "PodMonitor", "PrometheusRule", "ServiceMonitor"];

    private const string Workloads = """
        apiVersion: v1
        kind: Namespace
        metadata: { name: prod }
        ---
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: chat, namespace: prod }
        spec:
          replicas: 1
          selector: { matchLabels: { app: chat } }
          template:
            metadata: { labels: { app: chat } }
            spec: { containers: [{ name: app, image: "example.com/chat:1", resources: { requests: { cpu: 100m } } }] }
        ---
        apiVersion: headroom.dev/v1alpha1
        kind: PredictiveAutoscaler
        metadata: { name: chat, namespace: prod }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
          maxReplicas: 20
          mode: Apply
          indicators: [{ name: requests, trace: { file: load.csv } }]
          capacity: { perReplica: "20" }
        ---
        apiVersion: headroom.dev/v1alpha1
        kind: ServerlessService
        metadata: { name: batch, namespace: prod }
        spec:
          route: { host: batch.example.com }
          port: 8080
          template: { spec: { containers: [{ name: app, image: example.com/batch }] } }
        ---
        apiVersion: headroom.dev/v1alpha1
        kind: PowerDomain
        metadata: { name: row }
        spec:
          budget: 500k
          nodeSelector: { matchExpressions: [{ key: nvidia.com/gpu.product, operator: Exists }] }
          measurement: { source: Agents, hostMaxWatts: "1000", unmanagedNodeWatts: "8000" }
        """;

    [Fact]
    public async Task ControlPlane_WithTheChartsRights_IsRefusedNothing()
    {
        var chart = await ChartRenderer.RenderAsync("full");
        await using var cluster = await Installation.StartAsync("headroom-system", "serving");
        await cluster.ApplyAsync(chart.Objects.Where(static o => !Foreign.Contains(o.Kind)));
        await WriteLoadAsync(cluster.Folder);
        var account = cluster.KubeconfigOf(
            "system:serviceaccount:headroom-system:headroom-control-plane", "system:serviceaccounts", "system:serviceaccounts:headroom-system", "system:authenticated");
        await using var control = await ControlPlaneProcess.StartAsync(account, cluster.Folder);

        await cluster.ApplyAsync(Workloads);

        await ComesTrueAsync(cluster, "prod", "deployment/chat", "{.spec.replicas}", static text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture) > 1);
        await ComesTrueAsync(cluster, "prod", "pas/chat", "{.status.desiredReplicas}", static text => text.Length > 0);
        await ComesTrueAsync(cluster, "prod", "deployment/batch", "{.spec.replicas}", static text => text == "0");
        await ComesTrueAsync(cluster, "prod", "service/batch", "{.spec.ports[0].port}", static text => text == "80");
        await ComesTrueAsync(cluster, "prod", "svl/batch", "{.status.conditions[*].type}", static text => text.Contains("Ready", StringComparison.Ordinal));
        await ComesTrueAsync(cluster, "", "pdom/row", "{.status.conditions[*].type}", static text => text.Contains("Enforcing", StringComparison.Ordinal));
        await ComesTrueAsync(cluster, "", "nodes", "{.items[*].metadata.labels.headroom\\.dev/power-managed}", static text => text.Contains("true", StringComparison.Ordinal));
        await ComesTrueAsync(cluster, "prod", "events", "{.items[*].reportingComponent}", static text => text.Contains("headroom.dev", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, await ListAsync(control, cluster.Cluster.AdminToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await ListAsync(control, "nobody"));
        var metrics = (await control.Http.GetStringAsync("/metrics")).Split('\n');
        Assert.Contains("leader_election_master_status{name=\"headroom-control-plane\"} 1", metrics);
        var refused = metrics.Where(static line =>
            line.StartsWith("rest_client_requests_total{", StringComparison.Ordinal) && line.Contains("code=\"403\"", StringComparison.Ordinal));
        Assert.Empty(refused);
    }

    private static async Task<HttpStatusCode> ListAsync(ControlPlaneProcess control, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/autoscalers");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await control.Http.SendAsync(request);
        return answer.StatusCode;
    }

    private static Task ComesTrueAsync(Installation cluster, string ns, string item, string path, Func<string, bool> isTrue) =>
        Testing.Eventually.HoldsAsync(
            async () =>
            {
                string[] scope = ns.Length == 0 ? [] : ["-n", ns];
                var (code, output, _) = await cluster.KubectlAsync("", ["get", item, "-o", $"jsonpath={path}", .. scope]);
                return code == 0 && isTrue(output);
            },
            $"{item} {path}");

    // Five replicas' worth, all day long.
    private static Task WriteLoadAsync(string folder)
    {
        var start = new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);
        var rows = Enumerable.Range(0, 1440).Select(minute => $"{start.AddMinutes(minute):yyyy-MM-ddTHH:mm:ssZ},100");
        return File.WriteAllLinesAsync(Path.Combine(folder, "load.csv"), rows.Prepend("timestamp,requests"));
    }
}
