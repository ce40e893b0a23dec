namespace Headroom.ControlPlane.Api.Metrics;

internal enum SeriesKind
{
    Counter,
    Gauge,
    Histogram,
}
