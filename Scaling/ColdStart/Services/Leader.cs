namespace Headroom.Scaling.ColdStart.Services;

/// <summary>A service that another may follow: how often it was followed, by how long after.</summary>
/// <param name="service">The one that is followed.</param>
/// <param name="arrivalsBefore">Its requests before it was watched.</param>
internal sealed class Leader(int service, long arrivalsBefore)
{
    /// <summary>Later than this nothing follows, seconds.</summary>
    public const double Longest = 128;

    // Octaves: up to 1/2, 1, 2, … 128 seconds after.
    private const int Bins = 9;
    private const double FirstBin = 0.5;

    // Times that it is taken not to have been followed before any were seen.
    private const double Doubt = 6;
    private const double FirstHit = 0.2;

    private readonly double[] _hits = new double[Bins];

    public int Service => service;

    /// <summary>How often it was followed.</summary>
    public double Hits { get; private set; }

    public double Share(long arrivals) => Hits / (arrivals - arrivalsBefore + Doubt);

    public long Trials(long arrivals) => arrivals - arrivalsBefore;

    /// <param name="after">Seconds since it was asked for, less than <see cref="Longest"/>.</param>
    /// <param name="share">How much of the request that followed it explains.</param>
    public void Learn(double after, double share)
    {
        _hits[Bin(after)] += share;
        Hits += share;
    }

    /// <summary>Requests per second that follow it at this age.</summary>
    public double Rate(double after, long arrivals)
    {
        var bin = Bin(after);
        return (_hits[bin] + FirstHit / Bins) / (Trials(arrivals) + Doubt) / Width(bin);
    }

    /// <summary>The most in a stretch of ages, how long that lasts, and at which age it changes.</summary>
    public (double Rate, double Seconds, double Until) Most(double from, double to, long arrivals)
    {
        var (first, last) = (Bin(from), Bin(Math.Min(to, Longest - FirstBin / 2)));
        var (most, seconds) = (0.0, FirstBin);
        for (var bin = first; bin <= last; bin++)
        {
            var rate = _hits[bin] / (Trials(arrivals) + Doubt) / Width(bin);
            (most, seconds) = rate > most ? (rate, Width(bin)) : (most, seconds);
        }

        return (most, seconds, Math.Min(End(first), from + Math.Max(0, End(last) - to)));
    }

    private static int Bin(double after) => after < FirstBin ? 0 : Math.Min(Bins - 1, 1 + (int)Math.Log2(after / FirstBin));

    private static double End(int bin) => FirstBin * (1 << bin);

    private static double Width(int bin) => bin == 0 ? FirstBin : End(bin) / 2;
}
