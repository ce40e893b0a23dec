using Headroom.Forecasting.Skill;

namespace Headroom.Bench.Forecasts.Suite;

/// <summary>Results of one data set and horizon.</summary>
internal sealed record SuiteRow(SuiteSet Set, int Horizon, SuiteRun Run)
{
    public ForecastTally Pool => Run.Tallies[SuiteRun.Pool];

    public ForecastTally Reference => Run.Tallies[Run.Reference];

    public double WqlRatio(string name) => Ratio(Run.Tallies[name].Wql, Reference.Wql);

    public double MaseRatio(string name) => Ratio(Run.Tallies[name].MeanAbsolute, Reference.MeanAbsolute);

    /// <summary>CRPS of the pool over that of the pool that was not recalibrated.</summary>
    public double RecalibratedCrps => Ratio(Pool.Crps, Run.Tallies[SuiteRun.Raw].Crps);

    /// <summary>The member with the least WQL, of those that the history sufficed for in the whole test.</summary>
    public string BestMember => Run.Tallies.Where(t => t.Key is not (SuiteRun.Pool or SuiteRun.Raw) && t.Value.Scored == Pool.Scored).MinBy(t => t.Value.Wql).Key;

    /// <summary>WQL of the pool over that of the best member; ≤ 1 where the pool is best.</summary>
    public double PoolToBest => Ratio(Pool.Wql, Run.Tallies[BestMember].Wql);

    // Both exact: a constant series is forecast without error by everyone.
    private static double Ratio(double own, double other) => other > 1e-12 ? own / other : own > 1e-12 ? double.PositiveInfinity : 1.0;
}
