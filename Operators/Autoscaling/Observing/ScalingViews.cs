using Headroom.Forecasting;
using Headroom.Forecasting.Distributions;
using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.Targets;
using Headroom.Scaling.Planning;
using Headroom.Units;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Translates a forecast and beliefs into what the planner of Scaling takes.</summary>
internal static class ScalingViews
{
    // Nine starts in ten are over by then: the horizon covers a slow one without waiting for the slowest.
    private const double StartUpQuantile = 0.9;

    /// <summary>Decision interval plus predicted start-up: when a replica asked for at the next decision would serve.</summary>
    public static TimeSpan Horizon(AutoscalerMemory memory) => memory.Settings.EvaluationInterval + memory.StartUp.Quantile(StartUpQuantile);

    /// <param name="landing">Demand when the decision lands; null leaves the forecast's peak from then until the next one's.</param>
    public static ScalingView Build(
        AutoscalerView view, AutoscalerMemory memory, TargetObservation.Found target, double? demand, Forecast? forecast, TimeSpan horizon, DemandDraws? landing = null)
    {
        var settings = memory.Settings;
        var (min, max) = ScheduleParser.BoundsAt(settings, view.Time);
        var last = Math.Clamp((int)Math.Ceiling(horizon / settings.Step), 1, settings.Horizon);
        var first = Math.Clamp((int)Math.Ceiling(memory.StartUp.Quantile(0.5) / settings.Step), 1, last);
        var metadata = view.Object.Metadata;
        var isHeld = view.IsPaused || view.IsFrozen;
        var arriving = forecast is null ? (DemandDraws?)null : landing ?? Draws(forecast.Paths.WindowMax(first, last));
        StartPrice(memory, arriving);
        return new ScalingView
        {
            Time = view.Time,
            Current = new Replicas(Standing(memory, target)),
            Ready = new Replicas(target.Ready),
            Min = new Replicas(min),
            Max = new Replicas(max),
            Demand = forecast is null ? null : demand,
            Arriving = arriving,
            Whole = forecast is null ? null : Draws(forecast.Paths.WindowMax(1, last)),
            CapacityDraws = memory.Capacity.CapacityDraws,
            AllowedViolation = memory.Budget.Ceiling,
            RiskPrice = memory.Budget.Price.Now ?? 0.0,
            FailedObservations = memory.FailedObservations,
            Past = memory.Past(),
            StartUp = memory.StartUp.Quantile(0.5),
            IsPausedScaleIn = isHeld || metadata.Annotation("headroom.dev/paused-scale-in") == "true",
            IsPausedScaleOut = isHeld || metadata.Annotation("headroom.dev/paused-scale-out") == "true",
        };
    }

    /// <summary>
    /// The count a decision moves from. A recommendation is never written, so it moves from the one before it, as it
    /// would have if that one had been: otherwise every alternative would be charged for the other scaler's count.
    /// </summary>
    public static int Standing(AutoscalerMemory memory, TargetObservation.Found target) =>
        memory.Settings.Mode == ActingMode.Recommend && memory.LastDecision is { } last ? last.Desired : target.Current;

    // A fallback forecast is as good a beginning as any: the price is learned from then on.
    private static void StartPrice(AutoscalerMemory memory, DemandDraws? arriving)
    {
        if (!memory.Budget.Price.HasStarted && arriving is { } draws && memory.Capacity.Mean is > 0 and var capacity)
        {
            memory.Budget.Price.Start(draws.PerFold() / capacity);
        }
    }

    private static DemandDraws Draws(WeightedSamples samples) => new(samples.Values.ToArray(), samples.Weights.ToArray());
}
