using System.Text.Json.Nodes;

namespace Headroom.Bench.Scheduling;

/// <param name="Names">Nodes sent for each pod.</param>
/// <param name="Pods">Offered.</param>
/// <param name="Seconds">For all of them, bindings included.</param>
/// <param name="Milliseconds">Of filter and prioritize, sorted.</param>
/// <param name="Allocated">Percent of the cluster's GPU after each pod.</param>
/// <param name="Bound">Pods that got a node.</param>
/// <param name="RefusedBindings">Bindings for which there was no room after all.</param>
/// <param name="ResidentMb">Of the extender, at the end.</param>
/// <param name="CpuPerPod">Of the extender.</param>
internal sealed record ExtenderRun(
    int Names, int Pods, double Seconds, IReadOnlyList<double> Milliseconds, IReadOnlyList<double> Allocated, int Bound, int RefusedBindings, double ResidentMb, TimeSpan CpuPerPod)
{
    public double PodsPerSecond => Pods / Seconds;

    public double P50 => Milliseconds[Milliseconds.Count / 2];

    public double P99 => Milliseconds[Milliseconds.Count * 99 / 100];

    public double CpuMicrosecondsPerPod => CpuPerPod.TotalMicroseconds;

    public double AllocatedAt(int pods) => Allocated[Math.Min(pods, Allocated.Count) - 1];

    public JsonObject ToJson() => new()
    {
        ["names"] = Names,
        ["pods"] = Pods,
        ["pods_per_s"] = Math.Round(PodsPerSecond, 1),
        ["p50_ms"] = Math.Round(P50, 3),
        ["p99_ms"] = Math.Round(P99, 2),
        ["bound"] = Bound,
        ["refused_bindings"] = RefusedBindings,
        ["allocated_pct"] = Math.Round(Allocated[^1], 3),
        ["rss_mb"] = Math.Round(ResidentMb, 1),
    };
}
