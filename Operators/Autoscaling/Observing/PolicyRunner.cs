using Headroom.Forecasting;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Lead;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Scaling.Policies;
using Headroom.Units;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Runs the baseline that spec.policy chose, once per evaluation interval.</summary>
internal static class PolicyRunner
{
    // A start-up belief that settles must not make a policy forget what it knows.
    private const double LeadTolerance = 0.5;
    private const double StartUpQuantile = 0.9;
    private static readonly TimeSpan WarmUp = TimeSpan.FromDays(2);
    private static readonly UtilizationLine Line = UtilizationLine.Carrying(1.0);

    /// <returns>Null where the planner itself decides, and where it cannot be told what one replica carries.</returns>
    public static Replicas? Ask(AutoscalerMemory memory, Forecast? forecast, double? demand, DateTimeOffset time, int ready)
    {
        var settings = memory.Settings;
        if (settings.Policy == PolicyKind.Headroom || forecast is null || demand is not { } load || memory.Capacity.Mean is not { } capacity || !(capacity > 0))
        {
            return null;
        }

        var lead = Math.Max((int)Math.Ceiling(memory.StartUp.Quantile(StartUpQuantile) / settings.EvaluationInterval), 1);
        if (memory.Running is not { } running || Math.Abs(lead - running.Lead) > Math.Max(1, LeadTolerance * running.Lead))
        {
            running = memory.Running = Start(settings, memory.Histories[0], capacity, lead);
        }

        if (running.Interval != memory.LastInterval)
        {
            var ahead = Math.Clamp((int)Math.Round(running.Lead * settings.EvaluationInterval / settings.Step), 1, forecast.Paths.Horizon);
            running.Interval = memory.LastInterval;
            var then = forecast.Paths.At(ahead);
            Span<double> upper = stackalloc double[QuantileGrid.Count];
            QuantileGrid.Fill(then, upper);
            System.Numerics.Tensors.TensorPrimitives.Divide(upper, capacity, upper);
            running.Asked = running.Policy.Decide(new PolicyInput
            {
                Load = load / capacity,
                Replicas = IntervalJudge.Carrying(memory, time, ready),
                IsMiss = memory.LastSample?.IsViolation ?? false,
                Point = then.Mean() / capacity,
                Upper = upper,
                Exceedance = QuantileGrid.Exceedance,
            });
        }

        return new Replicas(running.Asked);
    }

    // It learns from the history as if the load had been expected to stay: its own forecasts' errors replace those.
    private static RunningPolicy Start(AutoscalerSettings settings, IndicatorHistory demand, double capacity, int lead)
    {
        var day = Math.Max((int)(TimeSpan.FromDays(1) / settings.EvaluationInterval), 1);
        var policy = PolicyFactory.Make(settings.Policy, Line, 1 - settings.ServiceLevel, lead, day);
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
