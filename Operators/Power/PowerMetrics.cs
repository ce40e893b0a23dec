using System.Diagnostics.Metrics;
using Headroom.Operators.Power.Running;

namespace Headroom.Operators.Power;

/// <summary>Gauges of every feed, from the leader's last decision.</summary>
internal sealed class PowerMetrics
{
    private static readonly Meter Meter = new("Headroom.Operators.Power");

    private volatile PowerPicture? _last;

    public PowerMetrics()
    {
        Gauge("headroom_power_draw_watts", "Draw at the feed, stale readings at their worst", static d => d.Status.DrawWatts);
        Gauge("headroom_power_budget_watts", "What the feed may draw", static d => d.Settings.Budget.ToWatts());
        Gauge("headroom_power_forecast_peak_watts", "Forecast peak with nothing held back", static d => d.Status.ForecastPeakWatts);
        Gauge("headroom_power_failed_watts", "Most it can draw once no lease is renewed", static d => d.Status.FailedWatts);
        Gauge("headroom_power_nameplate_watts", "Sum of what everything on it may draw", static d => d.Status.NameplateWatts);
        Gauge("headroom_power_silent_nodes", "Nodes without a fresh report", static d => d.Status.SilentNodes);
        Gauge("headroom_power_unconfirmed_nodes", "Nodes whose safe limits are not known to be kept", static d => d.Promise.Unconfirmed);
        Gauge("headroom_power_capped_groups", "Groups of nodes that are held back", static d =>
            d.Status.Caps?.Count(static c => c.ClockMegahertz is not null || c.PowerLimitWatts is not null));
        Gauge("headroom_power_braking", "1 while the brake is on", static d => d.Status.Caps?.Any(static c => c.Braked) == true ? 1 : 0);
        Gauge("headroom_power_brakes", "Times the brake went on since this controller leads", static d => d.Status.Brakes);
    }

    /// <summary>The newest picture; null while another replica leads.</summary>
    public void Show(PowerPicture? picture) => _last = picture;

    private void Gauge(string name, string description, Func<DomainPicture, double?> value) =>
        Meter.CreateObservableGauge(name, () => Measure(value), null, description);

    private IEnumerable<Measurement<double>> Measure(Func<DomainPicture, double?> value)
    {
        foreach (var domain in _last?.Domains ?? [])
        {
            if (value(domain) is { } measured)
            {
                yield return new Measurement<double>(measured, new KeyValuePair<string, object?>("domain", domain.Name));
            }
        }
    }
}
