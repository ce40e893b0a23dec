using System.Numerics.Tensors;
using Headroom.Forecasting;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Lead;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Scaling.Planning;
using Headroom.Scaling.Policies;
using Headroom.Units;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Runs the policy that spec.policy chose, once per evaluation interval, and tells the planner what its decision will meet.</summary>
/// <remarks>
/// Who looks ahead is given the forecast of the very time decisions land on, as soon as there is a day and a half to learn it
/// from; until then the pool's.
/// </remarks>
internal static class PolicyRunner
{
    // A start-up belief that settles must not make a policy forget what it knows.
    private const double LeadTolerance = 0.5;
    private const double StartUpQuantile = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(2);

    /// <param name="leads">Prepares forecasts of the one time that decisions land on; null leaves the pool's.</param>
    /// <returns>Null where the planner itself decides, and where it cannot be told what one replica carries.</returns>
    public static Replicas? Ask(AutoscalerMemory memory, Forecast? forecast, double? demand, DateTimeOffset time, int ready, LeadTrainer? leads = null)
    {
        var settings = memory.Settings;
        if (settings.Policy == PolicyKind.Headroom || forecast is null || demand is not { } load || memory.Capacity.Mean is not { } capacity || !(capacity > 0))
        {
            return null;
        }

        var running = Current(memory, capacity, leads) ?? (memory.Running = Start(settings, memory.Histories[0], capacity, Lead(memory)));
        if (running.Interval == memory.LastInterval)
        {
            return new Replicas(running.Asked);
        }

        running.Interval = memory.LastInterval;
        Span<double> upper = stackalloc double[QuantileGrid.Count];
        var point = Expect(memory, running, forecast, leads, upper);
        TensorPrimitives.Divide(upper, capacity, upper);
        running.Asked = running.Policy.Decide(new PolicyInput
        {
            Load = load / capacity,
            Replicas = IntervalJudge.Carrying(memory, time, ready),
            IsMiss = memory.LastSample?.IsViolation ?? false,
            Point = point / capacity,
            Upper = upper,
            Exceedance = QuantileGrid.Exceedance,
        });
        return new Replicas(running.Asked);
    }

    /// <summary>The demand that the planner's next decision lands on.</summary>
    /// <param name="leads">Prepares that forecast.</param>
    /// <returns>Null where another policy decides and until there is such a forecast: the pool's peak counts then.</returns>
    public static DemandDraws? Landing(AutoscalerMemory memory, LeadTrainer leads)
    {
        if (memory.Settings.Policy != PolicyKind.Headroom || memory.Capacity.Mean is not { } capacity || !(capacity > 0)
            || Current(memory, capacity, leads) is not { Track: { } track } running)
        {
            return null;
        }

        if (!running.IsPriceTaken && running.Policy is RiskPricePolicy rehearsal)
        {
            memory.Budget.Price.Adopt(rehearsal.Price);
            running.IsPriceTaken = true;
        }

        Follow(memory, track, leads);
        return DemandDraws.OfTail(track.Point, track.Upper, QuantileGrid.Exceedance);
    }

    private static int Lead(AutoscalerMemory memory) =>
        Math.Max((int)Math.Ceiling(memory.StartUp.Quantile(StartUpQuantile) / memory.Settings.EvaluationInterval), 1);

    private static RunningPolicy? Current(AutoscalerMemory memory, double capacity, LeadTrainer? leads)
    {
        var (settings, running, lead) = (memory.Settings, memory.Running, Lead(memory));
        var isCurrent = running is not null && Math.Abs(lead - running.Lead) <= Math.Max(1, LeadTolerance * running.Lead);
        if (PolicyFactory.LooksAhead(settings.Policy) && (!isCurrent || running!.Track is null) && LeadTrack.Suffices(memory.Histories[0], settings))
        {
            leads?.Prepare(memory, capacity, lead);
        }

        // One with a forecast of its own goes on until the next has learned as much.
        return isCurrent || running?.Track is not null ? running : null;
    }

    private static void Follow(AutoscalerMemory memory, LeadTrack track, LeadTrainer? leads)
    {
        if (track.Follow(memory.Histories[0]))
        {
            leads?.Refit(memory, track);
        }
    }

    private static double Expect(AutoscalerMemory memory, RunningPolicy running, Forecast forecast, LeadTrainer? leads, Span<double> upper)
    {
        if (running.Track is { } track)
        {
            Follow(memory, track, leads);
            track.Upper.CopyTo(upper);
            return track.Point;
        }

        var settings = memory.Settings;
        var ahead = Math.Clamp((int)Math.Round(running.Lead * settings.EvaluationInterval / settings.Step), 1, forecast.Paths.Horizon);
        var then = forecast.Paths.At(ahead);
        QuantileGrid.Fill(then, upper);
        return then.Mean();
    }

    // It learns from the history as if the load had been expected to stay: its own forecasts' errors replace those.
    private static RunningPolicy Start(AutoscalerSettings settings, IndicatorHistory demand, double capacity, int lead)
    {
        var day = Math.Max((int)(TimeSpan.FromDays(1) / settings.EvaluationInterval), 1);
        var policy = RunningPolicy.Make(settings, lead, day);
        var stride = Math.Max((int)Math.Round(settings.EvaluationInterval / settings.Step), 1);
        var oldest = (int)Math.Min(demand.Count - 1, WarmUp / settings.Step);
        for (var back = oldest; back >= 1; back--)
        {
            if (back % stride == 0 && float.IsFinite(demand[back]))
            {
                var load = demand[back] / capacity;
                policy.Learn(new PolicyInput { Load = load, Replicas = 0, IsMiss = false, Point = load });
            }
        }

        return new RunningPolicy(policy, lead);
    }
}
