namespace Headroom.Bench.Watching;

/// <summary>How large the run is.</summary>
/// <param name="Pods">Pods in the cluster and in the cache.</param>
/// <param name="ChangesPerSecond">Writes offered.</param>
/// <param name="Measure">Wall time of the writes.</param>
internal sealed record WatchShape(int Pods, int ChangesPerSecond, TimeSpan Measure)
{
    public static WatchShape Full { get; } = new(10_000, 500, TimeSpan.FromSeconds(60));

    public static WatchShape Quick { get; } = new(500, 100, TimeSpan.FromSeconds(2));
}
