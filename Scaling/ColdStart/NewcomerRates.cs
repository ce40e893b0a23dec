namespace Headroom.Scaling.ColdStart;

/// <summary>
/// How soon somebody comes to a service who was not here: a Poisson regression on the recent rates of the service and of
/// all, each shrunk to the longer one, on the same time of earlier days, and on how long nobody came.
/// </summary>
internal sealed class NewcomerRates(IReadOnlyList<ServiceMemory> services, Popularity popularity)
{
    public const int Features = 22;

    private const double PriorDeviation = 1;
    private const double Step = 60;
    private const double Hour = 3_600;
    private const double Day = 86_400;

    // A service nobody knows: one newcomer in fourteen hours.
    private const double UnknownRate = 2e-5;

    // Events that the longer rate counts for in the shorter one.
    private const double Strength = 2;

    private readonly PoissonRegression _regression = new(Features, PriorDeviation);
    private readonly HalfHours _allHalfHours = new();
    private readonly List<Exposure> _exposures = [];
    private double _first = double.NaN;
    private double _next = double.NaN;

    /// <summary>Newcomers per second.</summary>
    public double Rate(int service) => _exposures[service].Rate;

    public void Arrive(int service, double time)
    {
        popularity.Newcomer(service, time);
        services[service].HalfHours.Add(time);
        services[service].LastNewcomer = time;
        _allHalfHours.Add(time);
        _exposures[service].Events++;
    }

    /// <summary>Once a minute: learns from the minute before and looks again.</summary>
    public void Advance(double time)
    {
        if (double.IsNaN(_first))
        {
            (_first, _next) = (time, time);
        }

        for (; _next <= time; _next += Step)
        {
            for (var s = 0; s < _exposures.Count; s++)
            {
                var exposure = _exposures[s];
                _regression.Learn(exposure.X, exposure.Offset, Math.Max(0, _next - exposure.Start), exposure.Events);
                Open(exposure, s, _next);
            }
        }

        // After what is past: a service is not described as it was before its first request.
        while (_exposures.Count < services.Count)
        {
            _exposures.Add(Open(new Exposure(), _exposures.Count, time));
        }
    }

    private Exposure Open(Exposure exposure, int service, double time)
    {
        exposure.Offset = Describe(services[service], service, time, exposure.X);
        (exposure.Start, exposure.Events) = (time, 0);
        exposure.Rate = _regression.Rate(exposure.X, exposure.Offset);
        return exposure;
    }

    // Ratios of rates, so that they mean the same for rare services and busy ones. Returns the offset.
    private double Describe(ServiceMemory service, int index, double time, double[] x)
    {
        var known = Math.Max(time - service.FirstSeen, Hour);
        var days = service.Newcomers[4].Rate(time, known, UnknownRate, 1);
        var day = service.Newcomers[3].Rate(time, known, days, Strength);
        var hours = service.Newcomers[2].Rate(time, known, day, Strength);
        var hour = service.Newcomers[1].Rate(time, known, hours, Strength);
        var quarter = service.Newcomers[0].Rate(time, known, hour, Strength);
        var (events, seen) = service.HalfHours.AtThisTimeOfDay(time, known);
        x[0] = 1;
        x[1] = Math.Log(days / day);
        x[2] = Math.Log(hours / day);
        x[3] = Math.Log(hour / hours);
        x[4] = Math.Log(quarter / hour);
        x[5] = Math.Log((events + Strength) / (seen * Hour + Strength / day) / day);
        var allDay = DescribeAll(time, x.AsSpan(6, 4));
        x[10] = x[2] * x[7];
        var (sine, cosine) = Math.SinCos(2 * Math.PI * time / Day);
        (x[11], x[12], x[13], x[14]) = (0.7 * sine, 0.7 * cosine, sine * cosine, 0.5 * (cosine * cosine - sine * sine));
        var silence = Math.Log(1 + time - (service.LastNewcomer ?? service.FirstSeen));
        x[15] = silence / 3 - 2.5;
        x[16] = (silence + Math.Log(day)) / 3;
        x[17] = Math.Log(1 + known / Day) - 1;
        x[18] = (Math.Log(day) + 9) / 3;
        x[19] = Math.Log(1 + (double)service.Clients.Count) / 4 - 1;
        var share = popularity.Share(index, time);
        x[20] = Math.Log(share * allDay / day) / 2;
        x[21] = Math.Log(popularity.Trend(index, time, share) / share);
        return Math.Log(day);
    }

    private double DescribeAll(double time, Span<double> x)
    {
        var known = Math.Max(time - _first, Hour);
        var all = popularity.AllNewcomers;
        double Of(int span) => (all[span].At(time) + 1) / (all[span].Span * (1 - Math.Exp(-known / all[span].Span)) + 600);
        var (quarter, hour, hours, day) = (Of(0), Of(1), Of(2), Of(3));
        var (events, seen) = _allHalfHours.AtThisTimeOfDay(time, known);
        x[0] = Math.Log(quarter / hour);
        x[1] = Math.Log(hour / day);
        x[2] = Math.Log(hours / day);
        x[3] = Math.Log((events + 4) / (seen * Hour + 4 / day) / day);
        return day;
    }

    private sealed class Exposure
    {
        public double[] X { get; } = new double[Features];

        public double Offset { get; set; }

        public double Start { get; set; }

        public double Events { get; set; }

        public double Rate { get; set; }
    }
}
