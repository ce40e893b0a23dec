using System.Net.Http.Headers;
using System.Text;
using Headroom.LocalCluster.Hosting;

namespace Headroom.Monitoring.Tests.Metrics;

/// <summary>A local cluster with one autoscaler to decide for.</summary>
internal sealed class MetricCluster : IAsyncDisposable
{
    private const string Autoscaler = """
        apiVersion: headroom.dev/v1alpha1
        kind: PredictiveAutoscaler
        metadata: { name: chat, namespace: default }
        spec:
          scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: chat }
          maxReplicas: 4
          indicators: [{ name: requests, trace: { file: load.csv } }]
        """;

    private readonly LocalClusterHost _cluster;

    private MetricCluster(LocalClusterHost cluster)
    {
        _cluster = cluster;
        File.WriteAllText(Kubeconfig, cluster.Kubeconfig);
    }

    public string Kubeconfig { get; } = Path.GetTempFileName();

    public static async Task<MetricCluster> StartAsync()
    {
        var cluster = new MetricCluster(await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, TestContext.Current.CancellationToken));
        // Its lease lies there.
        await cluster.ApplyAsync("api/v1/namespaces/headroom-system", "apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }");
        foreach (var crd in Directory.GetFiles(Path.Combine(Repository.Root, "charts/headroom/crds")))
        {
            await cluster.ApplyAsync($"apis/apiextensions.k8s.io/v1/customresourcedefinitions/{Path.GetFileNameWithoutExtension(crd)}", await File.ReadAllTextAsync(crd));
        }

        await cluster.ApplyAsync("apis/headroom.dev/v1alpha1/namespaces/default/predictiveautoscalers/chat", Autoscaler);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        await _cluster.DisposeAsync();
        File.Delete(Kubeconfig);
    }

    private async Task ApplyAsync(string path, string yaml)
    {
        using var http = new HttpClient { BaseAddress = _cluster.Address };
        using var request = new HttpRequestMessage(HttpMethod.Patch, path + "?fieldManager=test")
        {
            Content = new StringContent(yaml, Encoding.UTF8, "application/apply-patch+yaml"),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _cluster.AdminToken);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
