using System.Globalization;
using System.Text.Json;
using Headroom.Bench.Reconciling;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Runtime;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Bench.Soaking;

/// <summary>A replica in a process of its own: caches, election and one controller, as the control plane has them.</summary>
/// <remarks>Answers every line on its input with a report, and ends with its input.</remarks>
internal static class ReplicaProgram
{
    public const string Command = "soak-replica";

    private static readonly TimeProvider Time = TimeProvider.System;

    /// <param name="args">The server's address, the replica's token and name, and the seconds of its lease.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        using var client = new KubernetesClient(
            new KubernetesConnection(new Uri(args[0])) { Token = new StaticToken(args[1]) }, Time, NullLoggerFactory.Instance);
        var autoscalers = Cache(client, PredictiveAutoscaler.Type);
        var deployments = Cache(client, Deployment.Type);
        var pods = Cache(client, Pod.Type);
        var elector = new LeaderElector(client, Election(args[2], double.Parse(args[3], CultureInfo.InvariantCulture)), Time, NullLoggerFactory.Instance);
        var options = new ControllerOptions<ObjectKey>
        {
            Name = "soak",
            Informers = [autoscalers, deployments, pods],
            ResyncKeys = () => autoscalers.Items.Select(a => a.Key),
            Elector = elector,
        };
        using var runner = new ControllerRunner<ObjectKey>(
            options, new ScaleReconciler(client.Under(elector), autoscalers, deployments), Time, Time, NullLoggerFactory.Instance);
        autoscalers.Subscribe(c => runner.Queue.Add(c.Key));
        deployments.Subscribe(c => runner.Queue.Add(c.Key));
        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(
            autoscalers.RunAsync(stop.Token), deployments.RunAsync(stop.Token), pods.RunAsync(stop.Token),
            elector.RunAsync(stop.Token), runner.RunAsync(stop.Token));
        while (await Console.In.ReadLineAsync() is not null)
        {
            var report = new ReplicaReport(
                CacheDigest.Of(autoscalers.Items), CacheDigest.Of(deployments.Items), CacheDigest.Of(pods.Items),
                GC.GetTotalMemory(forceFullCollection: true), ProcessUsage.Of(Environment.ProcessId).ResidentBytes);
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(report, ReplicaReportJson.Default.ReplicaReport));
        }

        await stop.CancelAsync();
        await work;
        return 0;
    }

    // In the proportions of the product's defaults.
    private static LeaderElectionOptions Election(string identity, double seconds) => new()
    {
        Namespace = "default",
        Name = "soak",
        Identity = identity,
        LeaseDuration = TimeSpan.FromSeconds(seconds),
        RenewDeadline = TimeSpan.FromSeconds(0.7 * seconds),
        RetryPeriod = TimeSpan.FromSeconds(0.15 * seconds),
    };

    private static Informer<T> Cache<T>(KubernetesClient client, ResourceType<T> type)
        where T : KubernetesObject =>
        new(client, type, new InformerOptions<T> { MaxBackoff = TimeSpan.FromSeconds(5) }, Time, NullLoggerFactory.Instance);
}
