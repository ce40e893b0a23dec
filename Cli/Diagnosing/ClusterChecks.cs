using System.Text.Json;
using Headroom.Kubernetes;
using Headroom.Kubernetes.CustomResources;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Nodes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Power.Api;

namespace Headroom.Cli.Diagnosing;

/// <summary>The checks, in the order in which one depends on another.</summary>
internal sealed class ClusterChecks(KubernetesClient client, string home, TimeProvider time)
{
    private const string LeaseName = "headroom-control-plane";
    private static readonly TimeSpan Stale = TimeSpan.FromSeconds(15);
    private static readonly string[] Definitions = ["predictiveautoscalers", "serverlessservices", "powerdomains", "nodepowers"];

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken ct)
    {
        var access = await GuardAsync("cluster", AccessAsync, ct);
        if (!access.IsFine)
        {
            return [access];
        }

        var findings = new List<Finding> { access };
        foreach (var (name, check) in new (string, Func<CancellationToken, Task<Finding>>)[]
        {
            ("definitions", DefinitionsAsync), ("control plane", LeaderAsync), ("freeze", FreezeAsync), ("autoscalers", AutoscalersAsync), ("node agents", AgentsAsync),
        })
        {
            findings.Add(await GuardAsync(name, check, ct));
        }

        return findings;
    }

    // Each check stands alone: one that is not allowed must not hide the others.
    private static async Task<Finding> GuardAsync(string name, Func<CancellationToken, Task<Finding>> check, CancellationToken ct)
    {
        try
        {
            return await check(ct);
        }
        catch (KubernetesApiException e)
        {
            return new Finding(name, false, e.Message, e.IsForbidden ? "ask for a role that may read it: the chart's headroom-viewer has all of them" : "look at the API server");
        }
        catch (Exception e) when (e is HttpRequestException or TimeoutException or IOException or JsonException)
        {
            return new Finding(name, false, $"{e.Message}", "is the API server of the kubeconfig's context up and reachable? kubectl cluster-info");
        }
    }

    private async Task<Finding> AccessAsync(CancellationToken ct)
    {
        var version = await client.GetJsonAsync("/version", ReportJson.Default.JsonObject, ct);
        return new Finding("cluster", true, $"{client.Connection.Server} answers, Kubernetes {version["gitVersion"]}");
    }

    private async Task<Finding> DefinitionsAsync(CancellationToken ct)
    {
        var missing = new List<string>();
        foreach (var plural in Definitions)
        {
            if (await client.FindAsync(CustomResourceDefinition.Type, ObjectKey.Cluster($"{plural}.headroom.dev"), ct) is not { IsEstablished: true })
            {
                missing.Add(plural);
            }
        }

        return missing.Count == 0
            ? new Finding("definitions", true, $"all {Definitions.Length} are served")
            : new Finding("definitions", false, $"not served: {string.Join(", ", missing)}", "kubectl apply -f charts/headroom/crds/");
    }

    private async Task<Finding> LeaderAsync(CancellationToken ct)
    {
        var lease = await client.FindAsync(Lease.Type, new ObjectKey(home, LeaseName), ct);
        var fix = $"kubectl get pods -n {home}, and the log of the control plane";
        if (lease?.Spec is not { HolderIdentity: { Length: > 0 } holder, RenewTime: { } renewed })
        {
            return new Finding("control plane", false, $"nobody holds the lease {home}/{LeaseName}", fix);
        }

        var age = time.GetUtcNow() - renewed;
        return age < Stale
            ? new Finding("control plane", true, $"{holder} leads")
            : new Finding("control plane", false, $"{holder} renewed its lease {age.TotalSeconds:0} s ago: it no longer acts", fix);
    }

    private async Task<Finding> FreezeAsync(CancellationToken ct)
    {
        var isFrozen = (await client.FindAsync(Namespace.Type, ObjectKey.Cluster(home), ct))?.Metadata.Annotation("headroom.dev/freeze") == "true";
        return isFrozen
            ? new Finding("freeze", false, "every autoscaler is frozen", $"kubectl annotate namespace {home} headroom.dev/freeze-")
            : new Finding("freeze", true, "none");
    }

    private async Task<Finding> AutoscalersAsync(CancellationToken ct)
    {
        var items = (await client.ListAsync(PredictiveAutoscaler.Type, ns: null, new ListOptions(), ct)).Items;
        var troubles = items
            .SelectMany(static i => (i.Status?.Conditions ?? []).Where(IsTrouble).Select(c => $"{i.Key} {c.Type}={c.Status}: {c.Message}"))
            .ToList();
        var silent = items.Where(static i => i.Status?.Decision is null).Select(static i => i.Key.ToString()).ToList();
        return (troubles.Count, silent.Count) switch
        {
            (0, 0) => new Finding("autoscalers", true, $"{items.Count}, all with their metrics"),
            (0, _) => new Finding("autoscalers", false, $"no decision yet on {string.Join(", ", silent)}", "headroom explain pas/NAME a minute from now"),
            _ => new Finding("autoscalers", false, string.Join("; ", troubles), "the message names the source; kubectl describe pas NAME has its events"),
        };
    }

    private async Task<Finding> AgentsAsync(CancellationToken ct)
    {
        var domains = (await client.ListAsync(PowerDomain.Type, ns: null, new ListOptions(), ct)).Items;
        var silent = domains.Where(static d => d.Status?.SilentNodes > 0).Select(static d => $"{d.Status?.SilentNodes} of {d.Key}").ToList();
        return silent.Count == 0
            ? new Finding("node agents", true, domains.Count == 0 ? "none: there is no PowerDomain" : $"all of {domains.Count} feeds report")
            : new Finding("node agents", false, $"silent: {string.Join(", ", silent)}; they count at their most", $"kubectl get pods -n {home} -o wide, and the log of the agents");
    }

    private static bool IsTrouble(Condition c) =>
        c is { Type: "Ready" or "MetricsAvailable", Status: "False" } or { Type: "Fallback", Status: "True" };
}
