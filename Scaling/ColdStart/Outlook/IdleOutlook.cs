namespace Headroom.Scaling.ColdStart.Outlook;

/// <summary>
/// How soon an idle service is asked for again, within a horizon: a Poisson regression over what the causes add up to,
/// learned from every stretch of idling. It sees what the causes cannot: how long the service has idled, how its own gaps
/// were, and where the sum has been wrong.
/// </summary>
/// <param name="horizon">Seconds ahead that a rate is averaged over, &gt; 0.</param>
internal sealed class IdleOutlook(double horizon)
{
    private const double PriorDeviation = 0.3;
    private const double Shortest = 6;
    private const double Longest = 900;
    private const double ShareOfIdle = 0.2;
    private const double Hour = 3_600;
    private const double Day = 86_400;

    // Of all services' rates: one request in ten minutes is assumed before any came.
    private const double FewSeconds = 600;

    private readonly PoissonRegression _regression = new(IdleService.Features, PriorDeviation);
    private readonly List<IdleService> _services = [];
    private readonly DecayedCount[] _all = IdleService.Spans();
    private readonly double[] _x = new double[IdleService.Features];
    private double _first = double.NaN;

    public void Arrive(double time, int service)
    {
        if (double.IsNaN(_first))
        {
            _first = time;
        }

        while (_services.Count <= service)
        {
            _services.Add(new IdleService(time));
        }

        IdleService.Add(_all, time);
        var asked = _services[service];
        foreach (var stretch in asked.Open)
        {
            asked.Learn(stretch.Offset, time - stretch.Start, isEvent: true);
            _regression.Learn(stretch.X, stretch.Offset, time - stretch.Start, 1);
        }

        asked.Arrive(time);
    }

    public void Finish(double time, int service) => _services[service].Finish(time);

    /// <summary>Requests per second of one service.</summary>
    /// <param name="time">Now.</param>
    /// <param name="service">One that came before.</param>
    /// <param name="causes">What is expected of it by cause.</param>
    public double Rate(double time, int service, CauseRates causes)
    {
        var idle = _services[service];
        if (idle.Running > 0)
        {
            return causes.Sum;
        }

        Describe(idle, time, causes, _x);
        return _regression.Rate(_x, Math.Log(causes.Sum));
    }

    /// <summary>Begins and ends stretches; between requests to be called every few seconds.</summary>
    /// <param name="time">Now.</param>
    /// <param name="causes">By service.</param>
    public void Watch(double time, ReadOnlySpan<CauseRates> causes)
    {
        for (var s = 0; s < _services.Count; s++)
        {
            var service = _services[s];
            if (service.Running > 0)
            {
                continue;
            }

            while (service.Open.TryPeek(out var oldest) && time - oldest.Start >= oldest.Length)
            {
                service.Open.Dequeue();
                service.Learn(oldest.Offset, oldest.Length, isEvent: false);
                _regression.Learn(oldest.X, oldest.Offset, oldest.Length, 0);
            }

            if (time >= service.NextStretch)
            {
                var step = Math.Clamp(ShareOfIdle * (time - service.IdleSince), Shortest, Longest);
                var stretch = new Stretch(time, Math.Max(step, horizon), Math.Log(causes[s].Sum));
                Describe(service, time, causes[s], stretch.X);
                service.Open.Enqueue(stretch);
                service.NextStretch = time + step;
            }
        }
    }

    // Scaled to about ±1, so that one prior deviation suits all.
    private void Describe(IdleService service, double time, CauseRates causes, double[] x)
    {
        service.Describe(time, causes, x);
        var known = Math.Max(time - _first, Hour);
        double Of(int span) => (_all[span].At(time) + 1) / (_all[span].Span * (1 - Math.Exp(-known / _all[span].Span)) + FewSeconds);
        var (sine, cosine) = Math.SinCos(2 * Math.PI * time / Day);
        (x[17], x[18], x[19], x[20]) = (0.7 * sine, 0.7 * cosine, Math.Log(Of(1) / Of(3)), Math.Log(Of(0) / Of(1)));
    }
}
