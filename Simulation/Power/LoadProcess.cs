using Headroom.Simulation.Events;

namespace Headroom.Simulation.Power;

/// <summary>The rate of a row over time: day and night, weekends, two noises, bursts. Its draws depend on nothing else.</summary>
internal sealed class LoadProcess
{
    private const double Day = 86_400;

    private readonly LoadShape _shape;
    private readonly double _step;
    private FastRandom _random;
    private double _slow;
    private double _fast;
    private double _burstAt;
    private double _burstHold;
    private double _burstHeight;

    public LoadProcess(LoadShape shape, double step, int seed)
    {
        (_shape, _step) = (shape, step);
        _random = new FastRandom(seed, "load");
        DrawBurst(0);
    }

    /// <summary>Requests per second and server; call once per step, in order.</summary>
    /// <param name="at">Seconds from midnight of a Monday.</param>
    public double Next(double at)
    {
        _slow = Drift(_slow, _shape.SlowNoise, _shape.SlowSeconds);
        _fast = Drift(_fast, _shape.FastNoise, _shape.FastSeconds);
        var middle = (1 + _shape.Night) / 2;
        var day = middle - (1 - middle) * Math.Cos(2 * Math.PI * (at / Day - 3.0 / 24));
        var week = (int)(at / Day) % 7 >= 5 ? _shape.Weekend : 1;
        return _shape.RequestsPerServerSecond * day * week * Math.Max(.05, 1 + _slow + _fast + Burst(at));
    }

    private double Drift(double value, double deviation, double seconds)
    {
        var keep = Math.Exp(-_step / seconds);
        return keep * value + deviation * Math.Sqrt(1 - keep * keep) * _random.NextNormal();
    }

    private double Burst(double at)
    {
        var into = at - _burstAt;
        var ramp = _shape.BurstRampSeconds;
        if (into < 0)
        {
            return 0;
        }

        if (into < ramp)
        {
            return _burstHeight * into / ramp;
        }

        if (into < ramp + _burstHold)
        {
            return _burstHeight;
        }

        // It ends half as fast as it came.
        var left = 1 - (into - ramp - _burstHold) / (2 * ramp);
        if (left <= 0)
        {
            DrawBurst(at);
            return 0;
        }

        return _burstHeight * left;
    }

    private void DrawBurst(double at)
    {
        _burstAt = at + _shape.BurstEverySeconds * _random.NextExponential();
        _burstHold = 20 + 60 * _random.NextUnit();
        _burstHeight = _shape.BurstHeight * (_shape.SmallestBurst + (1 - _shape.SmallestBurst) * _random.NextUnit());
    }
}
