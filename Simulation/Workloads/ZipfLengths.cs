namespace Headroom.Simulation.Workloads;

/// <summary>Lengths 1 … N with P(k) in proportion to k⁻ˢ: a few are common, some are very long.</summary>
public sealed class ZipfLengths
{
    private readonly double[] _cumulative;
    private readonly Random _random;

    /// <param name="longest">N ≥ 1.</param>
    /// <param name="exponent">s ≥ 0; 0 makes all lengths equally likely.</param>
    /// <param name="random">Source of chance.</param>
    public ZipfLengths(int longest, double exponent, Random random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        _random = random;
        _cumulative = new double[longest];
        var (sum, moment) = (0.0, 0.0);
        for (var k = 1; k <= longest; k++)
        {
            var weight = Math.Pow(k, -exponent);
            sum += weight;
            moment += k * weight;
            _cumulative[k - 1] = sum;
        }

        Mean = moment / sum;
        for (var k = 0; k < longest; k++)
        {
            _cumulative[k] /= sum;
        }
    }

    /// <summary>Exact mean, H(N, s − 1) / H(N, s).</summary>
    public double Mean { get; }

    /// <summary>One length, 1 … N.</summary>
    public int Next()
    {
        var place = Array.BinarySearch(_cumulative, _random.NextDouble());
        return Math.Min((place < 0 ? ~place : place + 1) + 1, _cumulative.Length);
    }
}
