using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Activator.Routing;
using Headroom.Activator.Waking;
using Headroom.Kubernetes;

namespace Headroom.Activator.Sources;

/// <summary>Asks by an annotation on the service: its controller watches it, wherever the leader runs, and acts at once.</summary>
internal sealed class AnnotationWaker(KubernetesClient client, TimeProvider time) : IWaker
{
    public Task WakeAsync(ServiceKey service, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ServerlessRoute.WantedAnnotation] = now } } };
        return client.MergePatchAsync(ServerlessRoute.Type, new ObjectKey(service.Namespace, service.Name), patch, null, ct);
    }
}
