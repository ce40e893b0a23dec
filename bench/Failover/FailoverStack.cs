using Headroom.Bench.Reconciling;
using Headroom.Bench.Soaking;
using Headroom.Cli.Local;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.LocalCluster.Hosting;
using Headroom.LocalCluster.Simulation;
using Headroom.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Failover;

/// <summary>A local cluster, PostgreSQL, RabbitMQ and two control planes, each a process that may be ended.</summary>
internal sealed class FailoverStack : IAsyncDisposable
{
    private static readonly TimeProvider Time = TimeProvider.System;

    private readonly StateFolder _state = new(Directory.CreateTempSubdirectory("headroom-bench-").FullName);
    private readonly LocalClusterHost _cluster;
    private readonly string _program;
    private int _lives;

    private FailoverStack(LocalClusterHost cluster, PostgresServer postgres, string database, RabbitMqServer rabbit, string program)
    {
        (_cluster, Postgres, Database, Rabbit, _program) = (cluster, postgres, database, rabbit, program);
        Admin = new KubernetesClient(new KubernetesConnection(cluster.Address) { Token = new StaticToken(cluster.AdminToken) }, Time, NullLoggerFactory.Instance);
        cluster.Faults.OnWrite = Log.OnWrite;
        _state.Create();
    }

    public PostgresServer Postgres { get; }

    public string Database { get; }

    public RabbitMqServer Rabbit { get; }

    public KubernetesClient Admin { get; }

    public string AdminToken => _cluster.AdminToken;

    public ActLog Log { get; } = new();

    /// <summary>The life in each place; places are two.</summary>
    public ReplicaProcess[] Replicas { get; } = new ReplicaProcess[2];

    public int Leader => Array.FindIndex(Replicas, r => r.Token == Log.LeaderToken);

    public static async Task<FailoverStack> StartAsync(string root, FailoverShape shape, CancellationToken ct)
    {
        var program = Path.Combine(root, "ControlPlane.Api/bin/Release/net10.0/Headroom.ControlPlane.Api.dll");
        if (!File.Exists(program) || PostgresServer.FindBinaries() is null || !RabbitMqServer.IsInstalled)
        {
            throw new BenchException($"it needs {program} (run it as ./bench/run), PostgreSQL and RabbitMQ (apt-get install postgresql rabbitmq-server)");
        }

        var nodes = new NodeGroup("failover", 4, "64", "256Gi") { Pods = 1_000 };
        var cluster = await LocalClusterHost.StartAsync(new LocalClusterOptions { Tls = false, Nodes = [nodes], Speed = 10 }, ct);
        var postgres = await PostgresServer.CreateAsync();
        var database = await postgres.CreateDatabaseAsync("headroom");
        var stack = new FailoverStack(cluster, postgres, database, await RabbitMqServer.CreateAsync(), program);
        await stack.FillAsync(root, shape, ct);
        return stack;
    }

    /// <summary>A new life in a place; the last one there must have ended.</summary>
    public async Task BeginAsync(int place, CancellationToken ct)
    {
        var name = $"replica-{++_lives}";
        var token = _cluster.AddUser(name, "system:masters");
        var kubeconfig = Path.Combine(_state.Path, name + ".kubeconfig");
        await File.WriteAllTextAsync(kubeconfig, _cluster.Kubeconfig.Replace(_cluster.AdminToken, token, StringComparison.Ordinal), ct);
        Replicas[place] = ReplicaProcess.Start(_program, name, token, _state, new Dictionary<string, string>
        {
            ["Operator__Kubeconfig"] = kubeconfig,
            ["Operator__TraceFolder"] = _state.Traces,
            ["ConnectionStrings__Headroom"] = Database,
            ["Messaging__RabbitMq"] = Rabbit.Address,
            ["MALLOC_ARENA_MAX"] = "2",
        });
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in Replicas.Where(r => r is not null))
        {
            await replica.DisposeAsync();
        }

        Admin.Dispose();
        await _cluster.DisposeAsync();
        await Rabbit.DisposeAsync();
        await Postgres.DisposeAsync();
        Directory.Delete(_state.Path, recursive: true);
    }

    private async Task FillAsync(string root, FailoverShape shape, CancellationToken ct)
    {
        var fleet = FleetShape.Quick;
        for (var i = 0; i < fleet.Traces; i++)
        {
            await File.WriteAllTextAsync(Path.Combine(_state.Traces, $"load-{i}.csv"), FleetManifests.Trace(fleet, i, seed: 1), ct);
        }

        var applier = new ManifestApplier(Admin, new ResourceDiscovery(Admin, Time), Time);
        await applier.ApplyAllAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }\n", ct);
        foreach (var file in Directory.GetFiles(Path.Combine(root, "charts/headroom/crds"), "*.yaml"))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
        }

        for (var i = 0; i < shape.Autoscalers; i++)
        {
            await applier.ApplyAllAsync(FleetManifests.Deployment(i), ct);
            await applier.ApplyAllAsync(FleetManifests.Autoscaler(fleet, i), ct);
        }
    }
}
