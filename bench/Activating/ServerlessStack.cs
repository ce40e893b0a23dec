using System.Text.Json.Nodes;
using Headroom.Cli.Local;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.LocalCluster.Hosting;
using Headroom.Operators.Serverless.Api;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Activating;

/// <summary>A local cluster whose pods start at once, and a control plane and an activator in processes of their own.</summary>
internal sealed class ServerlessStack(string root, string program, int backend) : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-bench-").FullName);
    private LocalClusterHost? _cluster;
    private KubernetesClient? _client;
    private BenchProcess? _activator;
    private ChildProcess? _controlPlane;

    public int Port { get; } = BenchProcess.FreePort();

    public async Task StartAsync(CancellationToken ct)
    {
        _state.Create();
        _cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false }, ct);
        await File.WriteAllTextAsync(_state.Kubeconfig, _cluster.Kubeconfig, ct);
        _client = new KubernetesClient(new KubernetesConnection(_cluster.Address) { Token = new StaticToken(_cluster.AdminToken) }, Time, NullLoggerFactory.Instance);
        var applier = new ManifestApplier(_client, new ResourceDiscovery(_client, Time), Time);
        await applier.ApplyAllAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }\n", ct);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "charts/headroom/crds"), "*.yaml"))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
        }

        int admin = BenchProcess.FreePort(), h2c = BenchProcess.FreePort();
        _activator = BenchProcess.Start("dotnet",
        [
            program, "--Activator:Address=127.0.0.1", $"--Activator:Port={Port}", $"--Activator:H2cPort={h2c}", $"--Activator:AdminPort={admin}",
            $"--Activator:Kubeconfig={_state.Kubeconfig}",
        ]);
        await _activator.WaitForAsync(Port, ct);
        var url = $"http://127.0.0.1:{BenchProcess.FreePort()}";
        _controlPlane = ChildProcess.Start(
            "control-plane", "dotnet",
            [Path.Combine(root, "ControlPlane.Api/bin/Release/net10.0/Headroom.ControlPlane.Api.dll"), "--Http:Urls", url, "--Metrics:Url", url, "--Probes:Url", url],
            new Dictionary<string, string>
            {
                ["Operator__Kubeconfig"] = _state.Kubeconfig,
                ["Serverless__Activators"] = $"http://127.0.0.1:{admin}",
                ["Logging__LogLevel__Default"] = "Warning",
            },
            _state, "TERM", Time);
    }

    /// <summary>Makes services of these names at hosts NAME.test and waits until they are at zero.</summary>
    public async Task CreateAsync(IReadOnlyList<string> names, CancellationToken ct)
    {
        foreach (var name in names)
        {
            await _client!.CreateAsync(ServerlessService.Type, Service(name), ct); // StartAsync made it
        }

        foreach (var name in names)
        {
            while ((await _client!.GetAsync(ServerlessService.Type, new ObjectKey("default", name), ct)).Status is not { Replicas: 0, Reason: "Idle" }) // as above
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), Time, ct);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_controlPlane is not null)
        {
            await _controlPlane.DisposeAsync();
        }

        if (_activator is not null)
        {
            await _activator.DisposeAsync();
        }

        _client?.Dispose();
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }

        Directory.Delete(_state.Path, recursive: true);
    }

    private ServerlessService Service(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Namespace = "default" },
        Spec = new ServerlessSpec
        {
            Port = backend,
            Route = new ServerlessRouteSpec { Host = $"{name}.test" },
            Template = JsonNode.Parse(
                """
                {"metadata":{"annotations":{"local.headroom.dev/start-seconds":"0","local.headroom.dev/pod-ip":"127.0.0.1"}},
                 "spec":{"containers":[{"name":"app","image":"app"}]}}
                """)!.AsObject(), // it is an object
        },
    };
}
