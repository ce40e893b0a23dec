namespace Headroom.Power.Forecasts;

/// <summary>The distribution of a draw's highest value in a window that begins when a command lands, learned online.</summary>
/// <remarks>
/// The level is a slow mean plus a learned part of how far a fast mean is away from it. Errors of past levels against the
/// peaks that followed are kept by level, since a busier row swings more.
/// </remarks>
public sealed class PeakForecast
{
    private const int Levels = 100;
    private const int EnoughErrors = 3000;
    private const double RisePerLevel = 1.03;
    private const double Forget = .9999;

    private readonly ErrorTail[] _tails = new ErrorTail[Levels];
    private readonly (double Slow, double Distance, double Level)[] _past;
    private readonly double[] _window;
    private readonly double _scale;
    private readonly double _prior;
    private readonly double _keepSlow;
    private readonly double _keepFast;
    private double _slow;
    private double _fast;
    private double _together = .5;
    private double _alone = 1;
    private long _steps;

    /// <param name="leadSteps">From a decision until its command is in force, intervals, ≥ 0.</param>
    /// <param name="windowSteps">Until the next decision's command is in force, intervals, ≥ 1.</param>
    /// <param name="scale">Watts of the whole domain; sets the resolution.</param>
    /// <param name="risk">Accepted probability that the peak passes <see cref="Peak"/>, in (0, ½).</param>
    /// <param name="prior">Margin over the level until enough has been seen, watts.</param>
    /// <param name="slowSteps">Length of the slow mean, intervals; the fast one's is <paramref name="fastSteps"/>.</param>
    public PeakForecast(int leadSteps, int windowSteps, double scale, double risk, double prior, double slowSteps, double fastSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(leadSteps);
        ArgumentOutOfRangeException.ThrowIfLessThan(windowSteps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(scale, 0);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(risk, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(risk, .5);
        (_scale, _prior) = (scale, prior);
        (_keepSlow, _keepFast) = (Math.Exp(-1 / slowSteps), Math.Exp(-1 / fastSteps));
        _past = new (double, double, double)[leadSteps + windowSteps];
        _window = new double[windowSteps];
        for (var i = 0; i < Levels; i++)
        {
            _tails[i] = new ErrorTail(scale / 2, risk);
        }
    }

    /// <summary>Expected draw, watts.</summary>
    public double Level { get; private set; }

    /// <summary>What the draw in the window stays under, but for the accepted risk; watts.</summary>
    public double Peak => Level + Margin();

    /// <summary>Takes the draw of one more interval, in order.</summary>
    public void Observe(double watts)
    {
        if (_steps == 0)
        {
            (_slow, _fast) = (watts, watts);
        }

        _slow = _keepSlow * _slow + (1 - _keepSlow) * watts;
        _fast = _keepFast * _fast + (1 - _keepFast) * watts;
        _window[_steps % _window.Length] = watts;
        ref var past = ref _past[_steps % _past.Length];
        if (_steps >= _past.Length)
        {
            Learn(past, watts);
        }

        var distance = _fast - _slow;
        Level = _slow + Math.Clamp(_together / _alone, 0, 1) * distance;
        past = (_slow, distance, Level);
        _steps++;
    }

    private void Learn(in (double Slow, double Distance, double Level) past, double watts)
    {
        // Least squares of what followed on the distance, with forgetting: how much of a rise is still there later.
        _together = Forget * _together + past.Distance * (watts - past.Slow) / (_scale * _scale);
        _alone = Forget * _alone + past.Distance * past.Distance / (_scale * _scale);
        var highest = watts;
        foreach (var value in _window)
        {
            highest = Math.Max(highest, value);
        }

        _tails[Bucket(past.Level)].Add(highest - past.Level);
    }

    private int Bucket(double level) => Math.Clamp((int)(level / _scale * Levels / 1.6), 0, Levels - 1);

    private double Margin()
    {
        // A level that was seldom seen swings at least as much as the next lower one that is known.
        var bucket = Bucket(Level);
        var factor = 1.0;
        for (var i = bucket; i >= 0; i--)
        {
            if (_tails[i].Count >= EnoughErrors)
            {
                return _tails[i].Quantile * factor;
            }

            factor *= RisePerLevel;
        }

        // Nothing is known of this level or lower ones: a higher one swings more.
        for (var i = bucket + 1; i < Levels; i++)
        {
            if (_tails[i].Count >= EnoughErrors)
            {
                return _tails[i].Quantile;
            }
        }

        return _prior;
    }
}
