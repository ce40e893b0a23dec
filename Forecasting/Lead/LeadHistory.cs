namespace Headroom.Forecasting.Lead;

/// <summary>What the point and the scale are read from: the loads so far and their moving averages.</summary>
/// <param name="day">Steps in a day, ≥ 2.</param>
/// <param name="lead">Steps ahead, ≥ 1.</param>
internal sealed class LeadHistory(int day, int lead)
{
    /// <summary>Regressors of the point, the constant included.</summary>
    public const int Features = Lags + 3 + Seasonal + 3 + 3 + Harmonics + 1;

    private const int Lags = 12;
    private const int Seasonal = 9;
    private const int Harmonics = 6;
    private const double LevelGain = 2.0 / (Lags + 1);
    private const double Clip = 30.0;

    private static readonly int[] Spans = [60, 360, 1440];

    // A week and the hours around it are looked back on; the rest is dropped by and by.
    private readonly int _kept = 8 * day + 64;
    private readonly List<double> _loads = [];
    private int _dropped;
    private readonly double[] _slow = new double[Spans.Length];

    public int Count => _dropped + _loads.Count;

    public double Newest => _loads[^1];

    public double Level { get; private set; }

    /// <summary>Mean absolute change per step over the last hour or so, &gt; 0.</summary>
    public double Movement { get; private set; }

    public double DayPhase => 2 * Math.PI * (Count % day) / day;

    /// <param name="load">A missing one repeats the last.</param>
    public void Add(double load)
    {
        var value = double.IsFinite(load) ? load : _loads.Count > 0 ? Newest : 0.0;
        if (_loads.Count == 0)
        {
            Level = value;
            Array.Fill(_slow, value);
            Movement = Math.Max(0.05 * Math.Abs(value), 1e-6);
        }
        else
        {
            Movement = Math.Max(Movement + 2.0 / 61 * (Math.Abs(value - Newest) - Movement), 1e-6 * (1 + Math.Abs(Level)));
        }

        if (_loads.Count == 2 * _kept)
        {
            _loads.RemoveRange(0, _kept);
            _dropped += _kept;
        }

        _loads.Add(value);
        Level += LevelGain * (value - Level);
        for (var i = 0; i < Spans.Length; i++)
        {
            _slow[i] += 2.0 / (Spans[i] + 1) * (value - _slow[i]);
        }
    }

    /// <summary>Regressors of (load at t + lead − level) / movement; false while the history is too short.</summary>
    public bool TryFill(Span<double> row)
    {
        if (Count <= day + 16)
        {
            return false;
        }

        var i = 0;
        for (var k = 0; k < Lags; k++)
        {
            row[i++] = Relative(Back(k));
        }

        foreach (var slow in _slow)
        {
            row[i++] = Relative(slow);
        }

        i = FillSeasonal(row, i);
        foreach (var span in (ReadOnlySpan<int>)[lead, 30, 60])
        {
            row[i++] = Math.Clamp((Newest - Back(span)) / Movement, -Clip, Clip);
        }

        var (low, high, mean) = Recent(Math.Min(30, day));
        (row[i], row[i + 1], row[i + 2]) = (Relative(low), Relative(high), Relative(mean));
        i += 3;
        for (var k = 1; k <= Harmonics / 2; k++)
        {
            (row[i], row[i + 1]) = Math.SinCos(k * DayPhase);
            i += 2;
        }

        row[i] = 1.0;
        return true;
    }

    // What the load did a day and a week ago from this time to the time in question.
    private int FillSeasonal(Span<double> row, int i)
    {
        for (var shift = -2; shift <= 2; shift++)
        {
            row[i++] = Change(day, shift);
        }

        row[i++] = Smooth(day);
        var week = 7 * day;
        var hasWeek = Count > week + 16;
        row[i++] = hasWeek ? Change(week, 0) : Change(day, 0);
        row[i++] = hasWeek ? Smooth(week) : Smooth(day);
        row[i++] = Relative(Back(day - lead));
        return i;
    }

    private double Change(int ago, int shift) =>
        Math.Clamp((Back(Math.Max(ago - lead - shift, 0)) - Mean(ago, 5)) / Movement, -Clip, Clip);

    private double Smooth(int ago) => Math.Clamp((Mean(Math.Max(ago - lead, 7), 15) - Mean(ago, 15)) / Movement, -Clip, Clip);

    private double Relative(double value) => Math.Clamp((value - Level) / Movement, -Clip, Clip);

    private double Back(int steps) => _loads[Math.Max(_loads.Count - 1 - steps, 0)];

    // Over width steps around the step so many back, as far as they have come.
    private double Mean(int back, int width)
    {
        var sum = 0.0;
        for (var k = -(width / 2); k <= width / 2; k++)
        {
            sum += Back(Math.Max(back + k, 0));
        }

        return sum / (2 * (width / 2) + 1);
    }

    private (double Low, double High, double Mean) Recent(int span)
    {
        var (low, high, sum) = (double.MaxValue, double.MinValue, 0.0);
        for (var k = 0; k < span; k++)
        {
            var value = Back(k);
            (low, high, sum) = (Math.Min(low, value), Math.Max(high, value), sum + value);
        }

        return (low, high, sum / span);
    }
}
