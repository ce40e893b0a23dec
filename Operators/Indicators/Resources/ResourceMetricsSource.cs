using Headroom.Kubernetes;
using Headroom.Kubernetes.Pods;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Targets;

namespace Headroom.Operators.Indicators.Resources;

/// <summary>Mean utilization of the target's pods: usage from metrics.k8s.io over the requests of the same pods.</summary>
/// <remarks>There is no history to ask for: only the present is known. Pods without requests or metrics are left out.</remarks>
internal sealed class ResourceMetricsSource(KubernetesClient client, Informer<Pod> pods, TargetReader targets) : IIndicatorSource
{
    public async Task<IndicatorReading> ReadAsync(IndicatorRequest request, CancellationToken ct)
    {
        var resource = request.Indicator.Resource!.Name;
        if (await targets.ReadAsync(request.Namespace, request.Target, ct) is not TargetObservation.Found { Selector: { Length: > 0 } selector })
        {
            return new IndicatorReading.Failed("NoPods", $"{request.Target.Kind} {request.Namespace}/{request.Target.Name} has no pods to measure");
        }

        try
        {
            var metrics = await client.ListAsync(PodMetrics.Type, request.Namespace, new ListOptions { LabelSelector = selector }, ct);
            return Utilization(metrics.Items, resource, request.Until);
        }
        catch (KubernetesApiException error) when (error.IsNotFound)
        {
            return new IndicatorReading.Failed("NoMetricsServer", "the cluster does not serve metrics.k8s.io: install a metrics server");
        }
        catch (Exception error) when (error is KubernetesApiException or HttpRequestException)
        {
            return new IndicatorReading.Failed("MetricsUnavailable", $"metrics.k8s.io did not answer: {error.Message}");
        }
    }

    private IndicatorReading.Samples Utilization(IReadOnlyList<PodMetrics> metrics, string resource, DateTimeOffset time)
    {
        decimal usage = 0;
        decimal requested = 0;
        foreach (var pod in metrics)
        {
            var requests = pods.Find(pod.Key)?.Spec?.Containers
                .Sum(c => c.Resources?.Requests is { } r && r.TryGetValue(resource, out var q) ? q.Value : 0m) ?? 0m;
            if (requests > 0)
            {
                requested += requests;
                usage += pod.Containers.Sum(c => c.Usage is { } u && u.TryGetValue(resource, out var q) ? q.Value : 0m);
            }
        }

        return requested == 0
            ? new IndicatorReading.Samples([])
            : new IndicatorReading.Samples([new IndicatorSample(time, (double)(usage / requested))]);
    }
}
