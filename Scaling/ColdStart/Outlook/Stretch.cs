namespace Headroom.Scaling.ColdStart.Outlook;

/// <summary>A stretch of idling that is watched.</summary>
/// <param name="start">When it began.</param>
/// <param name="length">Seconds after which it ends without a request.</param>
/// <param name="offset">Logarithm of what the causes added up to, 1/s.</param>
internal sealed class Stretch(double start, double length, double offset)
{
    public double Start => start;

    public double Length => length;

    public double Offset => offset;

    public double[] X { get; } = new double[IdleService.Features];
}
