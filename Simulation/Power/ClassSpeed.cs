using Headroom.Power.Models;

namespace Headroom.Simulation.Power;

/// <summary>What a clock and a power limit make of the servers of one class.</summary>
internal sealed class ClassSpeed
{
    /// <summary>Prompts draw up to 1.03 of TDP for moments: a limit of 1 would slow them.</summary>
    public const double Unlimited = 2;

    private readonly RowPhysics _physics;
    private readonly double _slope;
    private readonly double _withoutGpus;
    private double _prefillPower;

    public ClassSpeed(RowPhysics physics)
    {
        _physics = physics;
        _slope = physics.Server.WattsAt(1) - physics.Server.WattsAt(0);
        _withoutGpus = physics.Server.WattsAt(0);
        Paces = new DecodePace[physics.MaxBatch + 1];
        Paces[0] = new DecodePace(0, 0, physics.Server.Idle.ToWatts());
        Set(1, Unlimited);
    }

    public double Ratio { get; private set; }

    public double LimitShare { get; private set; }

    public double PrefillTime { get; private set; }

    /// <summary>Of decode, by batch; the first is an idle server.</summary>
    public DecodePace[] Paces { get; }

    public double PrefillWatts(double share) => _withoutGpus + _slope * share;

    /// <param name="ratio">Clock over highest clock.</param>
    /// <param name="limitShare">Power limit over TDP; <see cref="Unlimited"/> for none.</param>
    public void Set(double ratio, double limitShare)
    {
        (Ratio, LimitShare, PrefillTime) = (ratio, limitShare, ClockCurve.PrefillTime(ratio));
        var curve = _physics.Curve;
        _prefillPower = curve.PrefillPower(ratio);
        for (var batch = 1; batch < Paces.Length; batch++)
        {
            var share = (_physics.DecodeShare + _physics.DecodeSharePerRequest * batch) * curve.DecodePower(ratio);
            var time = curve.DecodeTime(ratio);
            if (share > limitShare)
            {
                // The clock falls until the phase fits its limit.
                var slower = Math.Pow(Math.Max(1 - (1 - limitShare / share) / curve.DecodeShare, 1e-3), 1 / curve.PowerExponent);
                (share, time) = (limitShare, time * curve.DecodeTime(slower));
            }

            var seconds = (_physics.IterationMilliseconds + _physics.IterationMillisecondsPerRequest * batch) * time / 1000;
            Paces[batch] = new DecodePace(1 / seconds, seconds, _withoutGpus + _slope * share);
        }
    }

    /// <summary>A prompt's time and draw at this clock and limit.</summary>
    public (double Seconds, double Share) Prefill(in RequestSize size)
    {
        var share = size.Share * _prefillPower;
        return share <= LimitShare
            ? (size.Seconds * PrefillTime, share)
            : (size.Seconds * PrefillTime / _physics.Curve.PrefillRatio(LimitShare / share), LimitShare);
    }
}
