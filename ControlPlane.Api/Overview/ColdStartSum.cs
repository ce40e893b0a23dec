using Headroom.ControlPlane.Api.Serverless;
using Headroom.ControlPlane.Api.Store;

namespace Headroom.ControlPlane.Api.Overview;

/// <summary>Starts from zero of the last day.</summary>
internal sealed class ColdStartSum(StoredServerless stored, RecentServerless recent, TimeProvider time)
{
    private const int Hours = 24;

    public async Task<ColdStartSumItem> OfAsync(int services, string? ns, CancellationToken ct)
    {
        var since = time.GetUtcNow() - TimeSpan.FromHours(Hours);
        // Without a database: as far as memory goes.
        var (starts, median) = await stored.FromZeroAsync(since, ns, ct) ?? Of(recent.FromZero(since, ns));
        return new ColdStartSumItem(services, Hours, starts, median is { } seconds ? Math.Round(seconds, 2) : null);
    }

    private static (int Starts, double? Median) Of(IReadOnlyList<double> seconds)
    {
        var sorted = seconds.Order().ToList();
        return (sorted.Count, sorted.Count == 0 ? null : (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2);
    }
}
