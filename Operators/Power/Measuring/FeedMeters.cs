using Headroom.Operators.Power.Measuring.Redfish;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Power.Tree;

namespace Headroom.Operators.Power.Measuring;

/// <summary>Reads the feeds that have a meter of their own.</summary>
internal sealed class FeedMeters(PrometheusMeter prometheus, RedfishMeter redfish)
{
    /// <returns>By domain. Domains that agents measure are not in it.</returns>
    public async Task<IReadOnlyDictionary<string, FeedReading>> ReadAsync(PowerTree tree, CancellationToken ct)
    {
        var metered = tree.Domains.Where(static d => d.Settings.Source != MeasurementSource.Agents).ToList();
        redfish.Keep(metered.Where(static d => d.Settings.Source == MeasurementSource.Redfish).Select(static d => d.Name).ToHashSet(StringComparer.Ordinal));
        var readings = await Task.WhenAll(metered.Select(d => d.Settings.Source == MeasurementSource.Prometheus
            ? prometheus.ReadAsync(d.Settings, ct)
            : redfish.ReadAsync(d.Name, d.Settings, ct)));
        return metered.Zip(readings).ToDictionary(static p => p.First.Name, static p => p.Second, StringComparer.Ordinal);
    }
}
