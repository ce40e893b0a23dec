using Headroom.LocalCluster.Http;
using Headroom.LocalCluster.Kinds;
using Headroom.LocalCluster.Lifecycle;
using Headroom.LocalCluster.Objects;
using Headroom.LocalCluster.Selectors;
using Headroom.LocalCluster.Simulation.Workloads;

namespace Headroom.LocalCluster.Simulation.Disruptions;

/// <summary>Deletes pods as far as their disruption budgets allow it.</summary>
internal sealed class PodEviction(KindRegistry kinds, ObjectWriter writer, ObjectDeleter deleter, TimeProvider time)
{
    /// <exception cref="StatusException">429: the budget is spent; 404: the pod is gone.</exception>
    public void Evict(ResourceKind pods, ObjectKey key, DeleteOptions options)
    {
        var pod = pods.Store.Get(key) ?? throw Failures.NotFound(pods, key.Name);
        // A pod that serves nobody takes nothing from a budget.
        var isServing = pod.IsActive() && pod.Json.Obj("status").Str("phase") != "Pending";
        var budgets = kinds.Get("policy", "v1", "poddisruptionbudgets");
        var mine = !isServing ? [] : budgets.Store.List(key.Namespace).Items
            .Where(b => LabelSelector.FromObject(b.Json.Obj("spec").Obj("selector")).Matches(pod.Json.Labels())).ToArray();
        if (mine.Length > 1)
        {
            throw new StatusException(
                500, "InternalError", "This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.");
        }

        if (mine is [var budget])
        {
            Spend(budgets, budget, key.Name, pod.IsReady(), options.DryRun);
        }

        deleter.Delete(pods, key, options);
    }

    // The budget is spent in the same write that checks it, so that two evictions never share one disruption.
    private void Spend(ResourceKind budgets, StoredObject budget, string pod, bool isReady, bool dryRun) =>
        writer.Update(budgets, budget.Key, "status", new WriteOptions("kube-apiserver", DryRun: dryRun) { RecordsUpdate = true }, json =>
        {
            var status = json.Ensure("status");
            if ((status.Int("observedGeneration") ?? 0) < json.Obj("metadata").Int("generation"))
            {
                throw Failures.TooManyDisruptions($"The disruption budget {budget.Key.Name} is still being processed by the server.");
            }

            var (healthy, desired) = (status.Int("currentHealthy") ?? 0, status.Int("desiredHealthy") ?? 0);
            if (!isReady && healthy >= desired && desired > 0)
            {
                return json; // it is not among the healthy ones that the budget protects
            }

            var allowed = status.Int("disruptionsAllowed") ?? 0;
            if (allowed <= 0)
            {
                throw Failures.TooManyDisruptions(
                    $"The disruption budget {budget.Key.Name} needs {desired} healthy pods and has {healthy} currently");
            }

            status["disruptionsAllowed"] = allowed - 1;
            status.Ensure("disruptedPods")[pod] = KubeTime.Seconds(time.GetUtcNow());
            return json;
        });
}
