using Headroom.Scaling.StartUp;

namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// How long before a request that is sure to come a load should begin: a longer lead idles longer, a shorter one is more often
/// too short.
/// </summary>
internal sealed class StartUpLead
{
    private const double Prior = 10;
    private static readonly double[] Shares = [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99];

    private readonly StartUpBelief _belief = new();

    /// <summary>Seconds of lead.</summary>
    public double Seconds { get; private set; } = Prior;

    /// <summary>Seconds that a load takes on average, up to its longest hundredth.</summary>
    public double Mean { get; private set; } = Prior;

    public void Observe(double seconds) => _belief.Observe(TimeSpan.FromSeconds(seconds));

    /// <param name="threshold">Requests per second that are just worth being loaded: what an idle second costs in cold starts.</param>
    public void Choose(double threshold)
    {
        (double Share, double Lead)[] choices = [.. Shares.Select(s => (s, _belief.Quantile(s).TotalSeconds))];
        Seconds = choices.MinBy(c => 1 - c.Share + threshold * c.Lead).Lead;
        var (mean, below, from) = (0.0, 0.0, 0.0);
        foreach (var (share, lead) in choices)
        {
            mean += (share - below) * (from + lead) / 2;
            (below, from) = (share, lead);
        }

        Mean = mean / below;
    }
}
