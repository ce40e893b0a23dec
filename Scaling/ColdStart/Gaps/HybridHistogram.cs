namespace Headroom.Scaling.ColdStart.Gaps;

/// <summary>
/// A histogram of gaps per service in minutes over four hours: unload, load again a little before the early gaps, keep
/// until a little after the late ones. Where gaps spread evenly four hours are kept; where most are longer, the next one
/// is taken to be like the recent ones.
/// </summary>
/// <remarks>Shahrad et al., Serverless in the Wild, USENIX ATC 2020. Its ARIMA is an average of the last gaps here.</remarks>
public sealed class HybridHistogram : IGapPolicy
{
    private const double Minute = 60;
    private const int Bins = 240;
    private const double Whole = Bins * Minute;

    // Of the paper: percentiles, their margins, the least spread of a histogram that says something, the share beyond it.
    private const double Early = 0.05;
    private const double EarlyMargin = 0.9;
    private const double Late = 0.99;
    private const double LateMargin = 1.1;
    private const double LeastSpread = 2;
    private const double MostBeyond = 0.5;
    private const double PredictedFrom = 0.85;
    private const double PredictedKeep = 0.30;
    private const double Recent = 0.3;

    private readonly List<Gaps> _services = [];

    public IdlePlan Plan(int service)
    {
        var gaps = Of(service);
        if (gaps.Beyond >= MostBeyond * Math.Max(gaps.Seen, 1) && gaps.Seen > 0)
        {
            return new IdlePlan(0, PredictedFrom * gaps.Typical, (PredictedFrom + PredictedKeep) * gaps.Typical);
        }

        if (gaps.Seen == 0 || gaps.Spread() < LeastSpread)
        {
            return new IdlePlan(Whole);
        }

        var (from, to) = (EarlyMargin * gaps.Percentile(Early), LateMargin * gaps.Percentile(Late));
        // A start that is a minute away at most is not worth unloading for.
        return from < Minute ? new IdlePlan(to) : new IdlePlan(0, from, to);
    }

    public void Observe(int service, double gap) => Of(service).Add(gap);

    private Gaps Of(int service)
    {
        while (_services.Count <= service)
        {
            _services.Add(new Gaps());
        }

        return _services[service];
    }

    private sealed class Gaps
    {
        private readonly int[] _bins = new int[Bins];

        public int Seen { get; private set; }

        public int Beyond { get; private set; }

        /// <summary>Running mean of gaps, seconds.</summary>
        public double Typical { get; private set; }

        public void Add(double gap)
        {
            Typical = Seen == 0 ? gap : Typical + Recent * (gap - Typical);
            Seen++;
            if (gap >= Whole)
            {
                Beyond++;
            }
            else
            {
                _bins[(int)(gap / Minute)]++;
            }
        }

        /// <summary>Coefficient of variation of the bins' counts.</summary>
        public double Spread()
        {
            var mean = (Seen - Beyond) / (double)Bins;
            return mean > 0 ? Math.Sqrt(_bins.Average(b => (b - mean) * (b - mean))) / mean : 0;
        }

        public double Percentile(double share)
        {
            var (below, bin) = (0, 0);
            for (; bin < Bins - 1 && below + _bins[bin] < share * (Seen - Beyond); bin++)
            {
                below += _bins[bin];
            }

            // The early end of an early bin and the late end of a late one.
            return (share < 0.5 ? bin : bin + 1) * Minute;
        }
    }
}
