using System.Text.Json.Nodes;
using Headroom.Kubernetes.Json;

namespace Headroom.Kubernetes.Pods;

/// <summary>The writes that only pods know.</summary>
public static class PodWrites
{
    /// <summary>Deletes a pod unless a disruption budget needs it.</summary>
    /// <param name="options">Preconditions and grace of the deletion.</param>
    /// <exception cref="KubernetesApiException">Refused for another reason, a 429 of an overloaded server included.</exception>
    public static async Task<EvictionOutcome> EvictAsync(
        this KubernetesClient client, ObjectKey pod, DeleteOptions options, CancellationToken ct)
    {
        var eviction = new JsonObject
        {
            ["apiVersion"] = "policy/v1",
            ["kind"] = "Eviction",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace },
            ["deleteOptions"] = options.ToJson(),
        };
        try
        {
            await client.PostAsync(
                Pod.Type.Resource.ItemPath(pod, "eviction"), eviction,
                KubernetesJson.Default.JsonObject, KubernetesJson.Default.JsonObject, ct);
            return EvictionOutcome.Evicted;
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return EvictionOutcome.Gone;
        }
        catch (KubernetesApiException e) when (e.IsTooManyRequests && HasCause(e, "DisruptionBudget"))
        {
            return EvictionOutcome.Blocked;
        }
    }

    /// <summary>Binds an unscheduled pod to a node.</summary>
    /// <param name="uid">Of the pod that was decided on, so that a new one of the same name is left alone.</param>
    /// <exception cref="KubernetesApiException">A conflict when the pod is bound already or is another one.</exception>
    public static Task BindAsync(this KubernetesClient client, ObjectKey pod, string uid, string node, CancellationToken ct)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod.Name, ["namespace"] = pod.Namespace, ["uid"] = uid },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node },
        };
        return client.PostAsync(
            Pod.Type.Resource.ItemPath(pod, "binding"), binding,
            KubernetesJson.Default.JsonObject, KubernetesJson.Default.JsonObject, ct);
    }

    private static bool HasCause(KubernetesApiException refusal, string reason) =>
        refusal.Status.Details?.Causes?.Any(c => c.Reason == reason) is true;
}
