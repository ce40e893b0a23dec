using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Hosting;

namespace Headroom.ControlPlane.Api.Tests.Scheduling;

/// <summary>A local cluster with five nodes of eight GPUs, spoken to as kubectl does.</summary>
internal sealed class SchedulingCluster : IAsyncDisposable
{
    private readonly LocalClusterHost _cluster;
    private readonly HttpClient _http;

    private SchedulingCluster(LocalClusterHost cluster)
    {
        _cluster = cluster;
        _http = new HttpClient { BaseAddress = cluster.Address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", cluster.AdminToken);
        File.WriteAllText(Kubeconfig, cluster.Kubeconfig);
    }

    public static string[] Nodes => ["a100-0", "a100-1", "h100-0", "h100-1", "l4-0", "cpu-0"];

    /// <summary>Deleted with the cluster.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("headroom-scheduling-").FullName;

    public string Kubeconfig => Path.Combine(Folder, "kubeconfig");

    public static async Task<SchedulingCluster> StartAsync()
    {
        var cluster = new SchedulingCluster(await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false, Speed = 20 }, CancellationToken.None));
        await cluster.PostAsync("/api/v1/namespaces", """{"metadata": {"name": "headroom-system"} }""");
        return cluster;
    }

    /// <summary>A pod that only another scheduler than the cluster's own would place.</summary>
    /// <returns>As the API server has it, and as a scheduler sends it on.</returns>
    public async Task<JsonNode> CreatePodAsync(string name, string annotations, string resources) => await PostAsync(
        "/api/v1/namespaces/default/pods",
        $$$"""
        {"metadata": {"name": "{{{name}}}", "annotations": {{{annotations}}} },
         "spec": {"schedulerName": "headroom-gpu", "containers": [{"name": "main", "image": "train:1", "resources": {{{resources}}} }] } }
        """);

    public async Task<JsonNode> PodAsync(string name) => JsonNode.Parse(await _http.GetStringAsync($"/api/v1/namespaces/default/pods/{name}"))!; // JSON

    public async Task DeleteNodeAsync(string name) => (await _http.DeleteAsync($"/api/v1/nodes/{name}")).EnsureSuccessStatusCode();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _cluster.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<JsonNode> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await _http.PostAsync(path, content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!; // JSON
    }
}
