using Headroom.Simulation.Events;

namespace Headroom.Simulation.Power;

/// <summary>The rate of a row over time: day and night, weekends, two noises, bursts. Its draws depend on nothing else.</summary>
internal sealed class LoadProcess
{
    private const double Day = 86_400;

    private readonly LoadShape _shape;
    private readonly Drift _slowNoise;
    private readonly Drift _fastNoise;
    private FastRandom _random;
    private double _slow;
    private double _fast;
    private double _burstAt;
    private double _burstHold;
    private double _burstHeight;

    public LoadProcess(LoadShape shape, double step, int seed)
    {
        _shape = shape;
        _slowNoise = new Drift(shape.SlowNoise, Math.Exp(-step / shape.SlowSeconds));
        _fastNoise = new Drift(shape.FastNoise, Math.Exp(-step / shape.FastSeconds));
        _random = new FastRandom(seed, "load");
        DrawBurst(0);
    }

    /// <summary>Requests per second and server; call once per step, in order.</summary>
    /// <param name="at">Seconds from midnight of a Monday.</param>
    public double Next(double at)
    {
        _slow = _slowNoise.Next(_slow, ref _random);
        _fast = _fastNoise.Next(_fast, ref _random);
        var middle = (1 + _shape.Night) / 2;
        var day = middle - (1 - middle) * Math.Cos(2 * Math.PI * (at / Day - 3.0 / 24));
        var week = (int)(at / Day) % 7 >= 5 ? _shape.Weekend : 1;
        return _shape.RequestsPerServerSecond * day * week * Math.Max(.05, 1 + _slow + _fast + Burst(at));
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

    /// <summary>A first-order autoregression of a given deviation and length.</summary>
    private readonly struct Drift(double deviation, double keep)
    {
        private readonly double _step = deviation * Math.Sqrt(1 - keep * keep);

        public double Next(double value, ref FastRandom random) => keep * value + _step * random.NextNormal();
    }
}
