using System.Diagnostics.Metrics;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>Which meters are ours: by name, and of this host (two hosts in one process do not mix).</summary>
internal sealed class MeterScope(IMeterFactory meters)
{
    /// <summary>Meters made without a factory have no scope and belong to everyone.</summary>
    public bool Includes(Meter meter) =>
        meter.Name.StartsWith(HeadroomMeter.Prefix, StringComparison.Ordinal)
        && (meter.Scope is null || ReferenceEquals(meter.Scope, meters));
}
