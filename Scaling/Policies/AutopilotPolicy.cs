namespace Headroom.Scaling.Policies;

/// <summary>Autopilot's moving-window recommender: a percentile of recent loads with exponentially decaying weights.</summary>
/// <param name="line">Utilization at a load.</param>
/// <param name="allowed">Share of steps that may be violated: the percentile is 1 − allowed.</param>
/// <param name="halfLife">Steps after which a load counts half, ≥ 1; Autopilot's is 12 hours for CPU.</param>
/// <remarks>Rzadca et al., Autopilot, EuroSys 2020, section 3.2: histogram buckets, decayed, percentile of the load.</remarks>
public sealed class AutopilotPolicy(UtilizationLine line, double allowed, int halfLife) : IScalingPolicy
{
    // Buckets grow by 2%: finer than a replica in fifty.
    private const double Growth = 1.02;

    private readonly Dictionary<int, double> _weights = [];
    private double _now = 1.0;

    public string Name => "Autopilot";

    public void Learn(in PolicyInput input) => Keep(input.Load);

    public int Decide(in PolicyInput input)
    {
        Keep(input.Load);
        var left = allowed * _weights.Values.Sum();
        foreach (var (bucket, weight) in _weights.OrderByDescending(static b => b.Key))
        {
            left -= weight;
            if (left < 0)
            {
                return line.Replicas(Math.Pow(Growth, bucket + 1), line.Limit);
            }
        }

        return 1;
    }

    // New weights grow instead of old ones shrinking: one bucket is touched per step.
    private void Keep(double load)
    {
        _now *= Math.Pow(2.0, 1.0 / halfLife);
        var bucket = (int)Math.Floor(Math.Log(Math.Max(load, 1e-9)) / Math.Log(Growth));
        _weights[bucket] = _weights.GetValueOrDefault(bucket) + _now;
        if (_now > 1e100)
        {
            foreach (var key in _weights.Keys.ToList())
            {
                _weights[key] /= _now;
            }

            _now = 1.0;
        }
    }
}
