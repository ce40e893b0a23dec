using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Decisions;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.Records;

namespace Headroom.Operators.Serverless;

/// <summary>Answers the API from the watch cache and the activators' last reports.</summary>
internal sealed class ServerlessQueries(Informer<ServerlessService> services, DemandReader demand) : IServerlessQueries
{
    public IReadOnlyList<ServerlessSummary> List() => [.. services.Items.OrderBy(static s => s.Key).Select(Summarize)];

    public ServerlessSummary? Find(ObjectKey key) => services.Find(key) is { } service ? Summarize(service) : null;

    private ServerlessSummary Summarize(ServerlessService service)
    {
        var picture = demand.Picture;
        var load = picture.IsWhole ? picture.Find(service.Key) : null;
        var (spec, status) = (service.Spec, service.Status);
        return new ServerlessSummary
        {
            Namespace = service.Key.Namespace,
            Name = service.Key.Name,
            Uid = service.Metadata.Uid ?? "",
            Url = status?.Url ?? $"http://{spec.Route.Host}",
            Policy = spec.Scale.Policy,
            KeepAlive = spec.Scale.KeepAlive,
            Min = spec.Scale.Min,
            Max = spec.Scale.Max,
            Replicas = status?.Replicas ?? 0,
            Ready = status?.ReadyReplicas ?? 0,
            Queued = load?.Queued,
            InFlight = load is { } known ? known.Now - known.Queued : null,
            ColdStarts = status?.ColdStarts ?? 0,
            Reason = status?.Reason,
            Message = status?.Message,
            IsPaused = service.Metadata.Annotation("headroom.dev/paused") == "true",
            Conditions =
            [
                .. (status?.Conditions ?? []).Select(static c => new ConditionRecord(c.Type, c.Status, c.Reason ?? "", c.Message ?? "", c.LastTransitionTime ?? default)),
            ],
        };
    }
}
