using System.Globalization;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Workloads;

/// <summary>What the program in a simulated pod does: serve on, or end by itself with an exit code.</summary>
internal static class PodProgram
{
    public const string RunAnnotation = "local.headroom.dev/run-seconds";
    public const string ExitAnnotation = "local.headroom.dev/exit-code";
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    public static bool Ends(StoredObject pod) =>
        pod.Json.Obj("spec").Str("restartPolicy") != "Always"
        && (OwnerReference.Controller(pod, "Job") is not null
            || pod.Json.Annotation(RunAnnotation) is not null || pod.Json.Annotation(ExitAnnotation) is not null);

    public static TimeSpan RunTime(StoredObject pod) =>
        double.TryParse(pod.Json.Annotation(RunAnnotation), NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
            ? TimeSpan.FromSeconds(Math.Min(seconds, 86_400))
            : Shortest;

    public static int ExitCode(StoredObject pod) => int.TryParse(pod.Json.Annotation(ExitAnnotation), out var code) ? code : 0;
}
