using System.Net;
using System.Net.Sockets;
using System.Globalization;
using Headroom.Cli.Local;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Reconciling;

/// <summary>PostgreSQL, a local cluster full of autoscalers, and control planes started against them.</summary>
internal sealed class Stack(string root, FleetShape shape, int seed) : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-bench-").FullName);
    private readonly List<ChildProcess> _children = [];
    private PostgresProgram? _postgres;

    public int ClusterId { get; private set; }

    public async Task StartAsync(IProgress<string> progress, CancellationToken ct)
    {
        _state.Create();
        for (var i = 0; i < shape.Traces; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_state.Traces, $"load-{i}.csv"), FleetManifests.Trace(shape, i, seed), ct);
        }

        progress.Report("PostgreSQL and the local cluster");
        _postgres = new PostgresProgram(_state, FreePort(), Time);
        await Task.WhenAll(StartDatabaseAsync(_postgres, ct), StartClusterAsync(progress, ct));
    }

    /// <summary>Starts a control plane with its clock this much faster than the wall's; the caller ends it.</summary>
    public async Task<(ChildProcess Process, HttpClient Http)> StartControlPlaneAsync(double speed, CancellationToken ct)
    {
        var url = $"http://127.0.0.1:{FreePort()}";
        var process = ChildProcess.Start(
            "control-plane", "dotnet", [Built("ControlPlane.Api"), "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url],
            new Dictionary<string, string>
            {
                ["Operator__Kubeconfig"] = _state.Kubeconfig,
                // As ./run starts it.
                ["MALLOC_ARENA_MAX"] = "2",
                ["Operator__TraceFolder"] = _state.Traces,
                ["Operator__Speed"] = speed.ToString(CultureInfo.InvariantCulture),
                ["ConnectionStrings__Headroom"] = _postgres!.ConnectionString,
                ["Logging__LogLevel__Default"] = "Warning",
            },
            _state, "TERM", Time);
        var http = new HttpClient { BaseAddress = new Uri(url), Timeout = TimeSpan.FromSeconds(30) };
        await process.WaitUntilAsync(async c => await AnswersAsync(http, c), TimeSpan.FromMinutes(2), ct);
        return (process, http);
    }

    public async ValueTask DisposeAsync()
    {
        // Neither needs the other to end in good order.
        await Task.WhenAll(_children.Select(child => child.DisposeAsync().AsTask()));
        Directory.Delete(_state.Path, recursive: true);
    }

    private async Task StartDatabaseAsync(PostgresProgram postgres, CancellationToken ct) => Keep(await postgres.StartAsync(ct));

    private async Task StartClusterAsync(IProgress<string> progress, CancellationToken ct)
    {
        var nodes = Path.Combine(_state.Path, "nodes.yaml");
        await File.WriteAllTextAsync(nodes, FleetManifests.Nodes(shape), ct);
        var cluster = ChildProcess.Start(
            "cluster", "dotnet",
            [Built("LocalCluster"), "--port", "0", "--nodes", nodes, "--speed", "60", "--seed", $"{seed}", "--kubeconfig", _state.Kubeconfig],
            new Dictionary<string, string>(), _state, "TERM", Time);
        Keep(cluster);
        await cluster.WaitUntilAsync(_ => Task.FromResult(File.Exists(_state.Kubeconfig)), TimeSpan.FromSeconds(60), ct);
        ClusterId = cluster.Id;
        await FillAsync(progress, ct);
    }

    private async Task FillAsync(IProgress<string> progress, CancellationToken ct)
    {
        using var client = new KubernetesClient(
            KubeconfigConnection.Load(new KubeconfigOptions { Path = _state.Kubeconfig }, Time), Time, NullLoggerFactory.Instance);
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, Time), Time);
        await applier.ApplyAllAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }\n", ct);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "charts/headroom/crds"), "*.yaml"))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
        }

        progress.Report($"{shape.Autoscalers} Deployments and autoscalers");
        await Parallel.ForEachAsync(Enumerable.Range(0, shape.Autoscalers), new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = ct }, async (i, token) =>
        {
            await applier.ApplyAllAsync(FleetManifests.Deployment(i), token);
            await applier.ApplyAllAsync(FleetManifests.Autoscaler(shape, i), token);
        });
    }

    private void Keep(ChildProcess child)
    {
        lock (_children)
        {
            _children.Add(child);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync("/readyz", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string Built(string project)
    {
        var path = Path.Combine(root, project, "bin/Release/net10.0", $"Headroom.{project}.dll");
        return File.Exists(path) ? path : throw new BenchException($"{path} is missing: run it as ./bench/run");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
