namespace Headroom.Bench.Telemetry;

/// <param name="Replies">Milliseconds from before a report was sent until its lease was read, in order of length.</param>
/// <param name="SinceDue">The same from the instant at which the report was due: what the load itself was late is in it.</param>
/// <param name="Late">How much later than due a report was sent.</param>
/// <param name="Skipped">Reports that were due while the last was under way.</param>
/// <param name="Wall">In which they were sent.</param>
/// <param name="Paused">In which the load's own collector stood still.</param>
internal sealed record LoadFigures(double[] Replies, double[] SinceDue, double[] Late, int Skipped, TimeSpan Wall, TimeSpan Paused)
{
    public double PerSecond => Replies.Length / Wall.TotalSeconds;

    public static double At(double[] sorted, double quantile) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(quantile * sorted.Length))];
}
