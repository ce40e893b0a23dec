using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Kubernetes.Connections;
using Headroom.Kubernetes.Discovery;
using Headroom.Kubernetes.Manifests;
using Headroom.Operators.Text;
using Microsoft.Extensions.Logging.Abstractions;

namespace Headroom.Cli.Local;

/// <summary>Applies the kinds and the examples, fitted to the load that is replayed.</summary>
internal sealed class ExampleSeeder(StateFolder state, string definitions, string examples, TimeProvider time)
{
    public async Task ApplyDefinitionsAsync(CancellationToken ct)
    {
        using var client = Client();
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, time), time);
        await applier.ApplyAllAsync("apiVersion: v1\nkind: Namespace\nmetadata: { name: headroom-system }\n", ct);
        await applier.ApplyAllAsync("apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: headroom-node-agent, namespace: headroom-system }\n", ct);
        foreach (var file in Directory.GetFiles(definitions, "*.yaml").Order(StringComparer.Ordinal))
        {
            await applier.ApplyAllAsync(await File.ReadAllTextAsync(file, ct), ct);
        }
    }

    public async Task ApplyExamplesAsync(ReplayedLoad load, CancellationToken ct)
    {
        using var client = Client();
        var applier = new ManifestApplier(client, new ResourceDiscovery(client, time), time);
        foreach (var file in Directory.GetFiles(examples, "*.yaml").Order(StringComparer.Ordinal))
        {
            foreach (var manifest in Manifest.ParseAll(await File.ReadAllTextAsync(file, ct)))
            {
                if (manifest.Kind == "PredictiveAutoscaler")
                {
                    Fit((JsonObject)manifest.Json["spec"]!, load);
                }

                await applier.ApplyManifestAsync(manifest, ct);
            }
        }
    }

    // The examples are written for a minute's step and a load of some hundreds; a trace may have any.
    private static void Fit(JsonObject spec, ReplayedLoad load)
    {
        var step = DurationText.Format(load.Trace.Step);
        spec["capacity"] = new JsonObject { ["perReplica"] = load.CapacityPerReplica.ToString(CultureInfo.InvariantCulture) };
        spec["forecast"] = new JsonObject
        {
            ["step"] = step,
            ["horizon"] = DurationText.Format(load.Trace.Step * 15),
            ["history"] = DurationText.Format(TimeSpan.FromTicks(Math.Max(TimeSpan.FromDays(14).Ticks, load.Trace.Step.Ticks * 60))),
        };
        ((JsonObject)spec["objective"]!)["evaluationInterval"] = step;
        foreach (var indicator in (JsonArray)spec["indicators"]!)
        {
            if (load.Trace.Column != "requests" && indicator?["trace"] is JsonObject trace)
            {
                trace["column"] = load.Trace.Column;
            }
        }
    }

    private KubernetesClient Client() =>
        new(KubeconfigConnection.Load(new KubeconfigOptions { Path = state.Kubeconfig }, time), time, NullLoggerFactory.Instance);
}
