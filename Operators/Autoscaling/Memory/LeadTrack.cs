using Headroom.Forecasting.History;
using Headroom.Forecasting.Lead;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>The forecast of the one time that a policy's decisions land on, kept up as samples arrive.</summary>
/// <remarks>
/// A refit takes longer than a decision may: it is handed to the trainer, and the forecast before it stands meanwhile.
/// For the reconcile, but for <see cref="Refit"/>.
/// </remarks>
internal sealed class LeadTrack
{
    private const int Seed = 1;

    private readonly LeadForecaster _forecaster;
    private readonly TimeSpan _step;
    private readonly double[] _upper = new double[QuantileGrid.Count];
    private DateTimeOffset _newest;
    private double _due;
    private volatile bool _isRefitting;

    private LeadTrack(LeadForecaster forecaster, TimeSpan step, DateTimeOffset newest)
    {
        (_forecaster, _step, _newest) = (forecaster, step, newest);
        Keep();
    }

    /// <summary>Demand expected when a decision lands.</summary>
    public double Point { get; private set; }

    /// <summary>Demands exceeded then with the probabilities of <see cref="QuantileGrid"/>, ascending.</summary>
    public ReadOnlySpan<double> Upper => _upper;

    /// <summary>True while the trainer refits it.</summary>
    public bool IsRefitting => _isRefitting;

    /// <summary>Whether a history is long enough for it to say anything.</summary>
    public static bool Suffices(IndicatorHistory demand, AutoscalerSettings settings)
    {
        var day = Day(settings);
        return day >= 2 && demand.Count / Stride(settings) > LeadForecaster.LeastSteps(day);
    }

    /// <summary>Bytes that one takes, about.</summary>
    public static long Footprint(AutoscalerSettings settings) => LeadForecaster.Footprint(Day(settings));

    /// <summary>Plays a history, so that forecaster and policy know what they would if they had been there.</summary>
    /// <param name="demand">Nobody writes to it meanwhile; long enough.</param>
    /// <param name="settings">Whose policy looks ahead.</param>
    /// <param name="capacity">Demand that one replica carries.</param>
    /// <param name="lead">Intervals until a decision lands, ≥ 1.</param>
    public static RunningPolicy Play(IndicatorHistory demand, AutoscalerSettings settings, double capacity, int lead)
    {
        var (day, stride) = (Day(settings), Stride(settings));
        var step = stride * demand.Step;
        var ahead = Math.Max((int)Math.Round(lead * settings.EvaluationInterval / step), 1);
        var forecaster = new LeadForecaster(day, ahead, new Random(Seed));
        var policy = RunningPolicy.Make(settings, ahead, day);
        var upper = new double[QuantileGrid.Count];
        var count = 0;
        for (var back = (demand.Count - 1) / stride * stride; back >= 0; back -= stride)
        {
            forecaster.Observe(demand[back]);
            System.Numerics.Tensors.TensorPrimitives.Divide(forecaster.Upper, capacity, upper);
            if (float.IsFinite(demand[back]))
            {
                policy.Learn(new PolicyInput
                {
                    Load = demand[back] / capacity,
                    Replicas = 0,
                    IsMiss = false,
                    Point = forecaster.Point / capacity,
                    Upper = count > LeadForecaster.LeastSteps(day) ? upper : [],
                    Exceedance = QuantileGrid.Exceedance,
                });
            }

            count++;
        }

        return new RunningPolicy(policy, lead, new LeadTrack(forecaster, step, demand.Origin!.Value)); // Long enough: it has an origin.
    }

    /// <summary>Takes what has arrived.</summary>
    /// <returns>True where a refit has come due: the caller hands it to the trainer.</returns>
    public bool Follow(IndicatorHistory demand)
    {
        if (_isRefitting || demand.Origin is not { } origin)
        {
            return false;
        }

        while (_newest + _step <= origin)
        {
            var back = (int)((origin - (_newest + _step)) / demand.Step);
            _due = back < demand.Count ? demand[back] : double.NaN;
            if (_forecaster.IsRefitDue)
            {
                Keep();
                _isRefitting = true;
                return true;
            }

            Learn();
        }

        Keep();
        return false;
    }

    /// <summary>Learns the sample that brings the refit. On the trainer's thread, once after <see cref="Follow"/> asked for it.</summary>
    public void Refit()
    {
        Learn();
        _isRefitting = false;
    }

    private void Learn()
    {
        _forecaster.Observe(_due);
        _newest += _step;
    }

    private void Keep()
    {
        Point = _forecaster.Point;
        _forecaster.Upper.CopyTo(_upper);
    }

    // A decision is made once in an interval, a sample comes once in a step: the forecaster follows the slower.
    private static int Stride(AutoscalerSettings settings) => Math.Max((int)Math.Round(settings.EvaluationInterval / settings.Step), 1);

    private static int Day(AutoscalerSettings settings) => (int)(TimeSpan.FromDays(1) / (Stride(settings) * settings.Step));
}
