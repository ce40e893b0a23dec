namespace Headroom.Scaling.ColdStart.Services;

/// <summary>What a verdict on an idle service weighs; requests per second.</summary>
/// <param name="ByGap">Expected after gaps like this one.</param>
/// <param name="ByTimer">Expected by its timer.</param>
/// <param name="ByLeader">Expected after services that it follows.</param>
/// <param name="Threshold">From which on it is worth being loaded.</param>
/// <param name="Until">When it is to be weighed again, unless something comes before.</param>
public readonly record struct KeepGrounds(double ByGap, double ByTimer, double ByLeader, double Threshold, double Until)
{
    public double Sum => ByGap + ByTimer + ByLeader;

    public bool IsWorth => Sum > Threshold;
}
