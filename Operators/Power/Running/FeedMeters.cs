using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Indicators;
using Headroom.Operators.Indicators.Prometheus;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Power.Tree;
using Headroom.Units;

namespace Headroom.Operators.Power.Running;

/// <summary>Reads the feeds that have a meter of their own.</summary>
internal sealed class FeedMeters(PrometheusSource prometheus, string secretNamespace)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <returns>Draw by domain; null where the meter gives nothing fresh. Domains that agents measure are not in it.</returns>
    public async Task<IReadOnlyDictionary<string, Watts?>> ReadAsync(PowerTree tree, DateTimeOffset now, CancellationToken ct)
    {
        var metered = tree.Domains.Where(static d => d.Settings.Source == MeasurementSource.Prometheus).ToList();
        var readings = await Task.WhenAll(metered.Select(d => ReadAsync(d.Settings, now, ct)));
        return metered.Zip(readings).ToDictionary(static p => p.First.Name, static p => p.Second, StringComparer.Ordinal);
    }

    private async Task<Watts?> ReadAsync(PowerSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var indicator = new IndicatorSpec { Name = "draw", Prometheus = settings.Prometheus };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            var reading = await prometheus.ReadAsync(
                new IndicatorRequest(secretNamespace, indicator, new ScaleTargetSpec(), now - settings.MaxAge, now, TimeSpan.FromSeconds(1)), limit.Token);
            return reading is IndicatorReading.Samples { Values: [.., var last] } && last.Value >= 0 ? Watts.FromWatts(last.Value) : null;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }
}
