namespace Headroom.ControlPlane.Api.Metrics;

internal static class HeadroomMeter
{
    /// <summary>Every meter whose name begins with this is exposed; instrument names are Prometheus names.</summary>
    public const string Prefix = "Headroom";

    public const string Name = "Headroom.ControlPlane.Api";
}
