using System.Globalization;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Containers;

/// <summary>What a pod's annotations ask of a real process that stands for it.</summary>
/// <param name="Port">The first that its containers name.</param>
/// <param name="Load">How long it loads before it answers; on the wall clock, as all that a real process does.</param>
internal sealed record ContainerRequest(int Port, TimeSpan Load)
{
    /// <summary>Its only value is "http".</summary>
    public const string ProgramAnnotation = "local.headroom.dev/program";
    public const string LoadAnnotation = "local.headroom.dev/load-seconds";

    private const int DefaultPort = 8080;
    private const double LongestLoad = 3600;

    /// <returns>Null for a pod that stays simulated.</returns>
    public static ContainerRequest? Of(StoredObject pod)
    {
        if (pod.Json.Annotation(ProgramAnnotation) != "http")
        {
            return null;
        }

        var port = pod.Json.Obj("spec").Arr("containers").Objects().SelectMany(static c => c.Arr("ports").Objects())
            .Select(static p => p.Int("containerPort")).FirstOrDefault(static p => p is not null) ?? DefaultPort;
        var load = double.TryParse(pod.Json.Annotation(LoadAnnotation), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? Math.Min(seconds, LongestLoad)
            : 0;
        return new ContainerRequest((int)port, TimeSpan.FromSeconds(load));
    }
}
