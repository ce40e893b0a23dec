namespace Headroom.Bench.Telemetry;

/// <param name="Nodes">Each with a TLS connection and a token of its own.</param>
/// <param name="GpusPerNode">In each report.</param>
/// <param name="Settle">At full rate before measuring.</param>
/// <param name="Measure">What is measured.</param>
internal sealed record TelemetryShape(int Nodes, int GpusPerNode, TimeSpan Settle, TimeSpan Measure)
{
    public static TelemetryShape Full { get; } = new(5_000, 8, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(60));

    public static TelemetryShape Quick { get; } = new(100, 8, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
}
