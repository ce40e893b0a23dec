using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Headroom.ControlPlane.Api.Controllers;
using Headroom.ControlPlane.Api.Hosting;
using Headroom.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Headroom.ControlPlane.Api.Tests.Scheduling;

/// <summary>A whole control plane over a cluster, and a scheduler that calls it.</summary>
internal sealed class SchedulingReplica : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private bool _isDisposed;

    private SchedulingReplica(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.ToList();
        (Main, Metrics, Extender) = (new Uri(addresses[0]), new Uri(addresses[1]), new Uri(addresses[^1]));
    }

    public Uri Main { get; }

    public Uri Metrics { get; }

    public Uri Extender { get; }

    public static async Task<SchedulingReplica> StartAsync(SchedulingCluster cluster, params string[] settings)
    {
        string[] fixedSettings =
        [
            "--urls=http://127.0.0.1:0", "--Metrics:Url=http://127.0.0.1:0", "--Probes:Url=http://127.0.0.1:0", "--Scheduler:Url=http://127.0.0.1:0",
            $"--Operator:Kubeconfig={cluster.Kubeconfig}",
        ];
        var app = ControlPlaneHost.Build([.. fixedSettings, .. settings], static builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddHeadroomControllers();
        });
        await app.StartAsync();
        return new SchedulingReplica(app);
    }

    public Task LeadsAsync() =>
        Eventually.HoldsAsync(async () => (await TryPostAsync("filter", Args("{}", "none"))).Status == HttpStatusCode.OK);

    /// <summary>Filter, prioritize and bind, as a scheduler does.</summary>
    /// <returns>Where it went.</returns>
    public async Task<string> ScheduleAsync(JsonNode pod)
    {
        var fit = await FitAsync(pod, SchedulingCluster.Nodes);
        var scores = await PostAsync("prioritize", Args(pod.ToJsonString(), fit));
        var best = (string)scores.AsArray().MaxBy(static s => (int)s!["Score"]!)!["Host"]!; // every score has a host
        Assert.Equal("", await BindAsync(pod, best));
        return best;
    }

    public async Task<string[]> FitAsync(JsonNode pod, params string[] nodes) =>
        [.. (await PostAsync("filter", Args(pod.ToJsonString(), nodes)))["NodeNames"]!.AsArray().Select(static n => (string)n!)]; // names

    public async Task<string> BindAsync(JsonNode pod, string node)
    {
        var metadata = pod["metadata"]!; // a pod of the API server has them
        return (string)(await PostAsync("bind", new JsonObject
        {
            ["PodName"] = (string)metadata["name"]!,
            ["PodNamespace"] = (string)metadata["namespace"]!,
            ["PodUID"] = (string)metadata["uid"]!,
            ["Node"] = node,
        }.ToJsonString()))["Error"]!;
    }

    public async Task<JsonNode> PostAsync(string verb, string body)
    {
        var (status, text, _) = await TryPostAsync(verb, body);
        Assert.Equal(HttpStatusCode.OK, status);
        return JsonNode.Parse(text)!; // JSON
    }

    public async Task<(HttpStatusCode Status, string Text, bool IsClosed)> TryPostAsync(string verb, string body, HttpClient? client = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await (client ?? _http).PostAsync(new Uri(Extender, $"/scheduler/{verb}"), content);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.ConnectionClose is true);
    }

    public static string Args(string pod, params string[] nodes) =>
        $$"""{"Pod": {{pod}}, "Nodes": null, "NodeNames": [{{string.Join(",", nodes.Select(static n => $"\"{n}\""))}}] }""";

    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
