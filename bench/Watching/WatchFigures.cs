namespace Headroom.Bench.Watching;

/// <summary>What the run showed.</summary>
/// <param name="PerSecond">Changes written per second.</param>
/// <param name="LagP50">Milliseconds from sending a write until the cache shows it.</param>
/// <param name="LagP99">The same, 99th percentile.</param>
/// <param name="LagMax">The same, the latest of all.</param>
/// <param name="Bytes">Heap per cached pod.</param>
/// <param name="FirstList">Seconds until the empty cache was full.</param>
/// <param name="Relist">Seconds from the loss of the watch until the cache was right again.</param>
internal sealed record WatchFigures(
    double PerSecond, double LagP50, double LagP99, double LagMax, double Bytes, double FirstList, double Relist);
