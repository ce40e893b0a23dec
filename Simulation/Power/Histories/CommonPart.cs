namespace Headroom.Simulation.Power.Histories;

/// <summary>How much of each server's draw is the row's own swing: watts = level + share · row mean + rest.</summary>
/// <remarks>Least squares for each server. A server that does not follow the row has a share of 0; the shares average 1.</remarks>
internal sealed class CommonPart
{
    private readonly RowHistory _history;
    private readonly double[] _mean;
    private readonly (double Level, double Share)[] _fits;

    public CommonPart(RowHistory history)
    {
        _history = history;
        _mean = new double[history.Samples];
        foreach (var watts in history.Watts)
        {
            for (var t = 0; t < _mean.Length; t++)
            {
                _mean[t] += watts[t] / (double)history.Watts.Count;
            }
        }

        var middle = _mean.Average();
        var spread = _mean.Sum(m => (m - middle) * (m - middle));
        _fits = [.. history.Watts.Select(w => Fit(w, middle, spread))];
    }

    /// <summary>A server's part that swings with the row.</summary>
    public double Follow(int server, int sample) => _fits[server].Level + _fits[server].Share * _mean[sample];

    /// <summary>What is the server's alone.</summary>
    public double Rest(int server, int sample) => _history.Watts[server][sample] - Follow(server, sample);

    private (double Level, double Share) Fit(float[] watts, double middle, double spread)
    {
        var own = watts.Average(static w => (double)w);
        // A row that never moves has no common swing.
        if (spread < 1e-6 * _mean.Length)
        {
            return (own, 0);
        }

        var together = 0.0;
        for (var t = 0; t < _mean.Length; t++)
        {
            together += (_mean[t] - middle) * (watts[t] - own);
        }

        var share = together / spread;
        return (own - share * middle, share);
    }
}
