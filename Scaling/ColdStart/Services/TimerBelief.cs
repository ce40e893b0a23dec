namespace Headroom.Scaling.ColdStart.Services;

/// <summary>
/// Whether a service is called by a timer: its period, when it ticks next, and how far requests stray from the tick. A timer is
/// recognised after four gaps that are alike, and given up when its ticks stay away.
/// </summary>
internal sealed class TimerBelief
{
    // More often than this a timer keeps its service warm by itself.
    private const double ShortestPeriod = 30;
    private const int MostLooked = 7;
    private const int FewestAlike = 4;
    private const double AlikeShare = 0.75;
    private const double Tolerance = 0.05;

    // Of a miss, how much moves the tick and the period.
    private const double PhaseGain = 0.2;
    private const double PeriodGain = 0.05;
    private const double DeviationGain = 0.1;
    private const double Deviations = 3;
    private const double Margin = 0.5;

    private const double Kept = 0.95;
    private const double LeastConfidence = 0.4;
    private const int MostMissed = 4;

    private readonly List<double> _arrivals = [];
    private double _tick;
    private double _period;
    private double _deviation;
    private double _hits;
    private double _ticks;
    private int _strays;

    public bool IsTimer => _period > 0;

    /// <summary>Seconds around a tick in which a request is expected.</summary>
    public double Window => 2 * HalfWidth;

    private double HalfWidth => Deviations * _deviation + Margin;

    /// <summary>A request came to a service that was idle.</summary>
    /// <returns>True where a timer was recognised by it.</returns>
    public bool Arrive(double time)
    {
        if (IsTimer)
        {
            Follow(time);
            return false;
        }

        if (_arrivals.Count == MostLooked)
        {
            _arrivals.RemoveAt(0);
        }

        _arrivals.Add(time);
        return Recognise();
    }

    /// <summary>Requests per second, the most between now and so many seconds ahead.</summary>
    /// <param name="time">Now.</param>
    /// <param name="ahead">Seconds, ≥ 0.</param>
    /// <returns>And when that changes.</returns>
    public (double Rate, double Until) Rate(double time, double ahead)
    {
        if (!IsTimer)
        {
            return (0, double.PositiveInfinity);
        }

        var next = Math.Max(1, Math.Ceiling((time - HalfWidth - _tick) / _period));
        if (next > MostMissed + 1)
        {
            return (0, double.PositiveInfinity);
        }

        var at = _tick + next * _period;
        return time + ahead < at - HalfWidth
            ? (0, at - HalfWidth - ahead)
            : ((_hits + 1) / (_ticks + next + 1) / Window, at + HalfWidth);
    }

    private void Follow(double time)
    {
        var ticks = Math.Round((time - _tick) / _period);
        var miss = time - _tick - ticks * _period;
        if (ticks < 1 || Math.Abs(miss) > Math.Max(2 * HalfWidth, Tolerance * _period))
        {
            _strays++;
            GiveUp(_strays > 2 * MostLooked);
            return;
        }

        _strays = 0;
        _tick += ticks * _period + PhaseGain * miss;
        _period += PeriodGain * miss / ticks;
        _deviation += DeviationGain * (Math.Abs(miss) - _deviation);
        (_hits, _ticks) = (Kept * _hits + 1, Kept * _ticks + ticks);
        GiveUp(ticks > MostMissed + 1 || _hits < LeastConfidence * _ticks);
    }

    private void GiveUp(bool isWrong)
    {
        if (isWrong)
        {
            _period = 0;
            _arrivals.Clear();
        }
    }

    private bool Recognise()
    {
        double[] gaps = [.. _arrivals.Skip(1).Zip(_arrivals, static (later, earlier) => later - earlier)];
        if (gaps.Length < FewestAlike)
        {
            return false;
        }

        var median = gaps.Order().ElementAt(gaps.Length / 2);
        double[] misses = [.. gaps.Select(g => Math.Abs(g - median)).Where(m => m <= Tolerance * median)];
        if (median < ShortestPeriod || misses.Length < FewestAlike || misses.Length < AlikeShare * gaps.Length || gaps[^1] > (1 + Tolerance) * median)
        {
            return false;
        }

        (_tick, _period, _deviation) = (_arrivals[^1], median, misses.Average());
        (_hits, _ticks, _strays) = (misses.Length, gaps.Length, 0);
        return true;
    }
}
