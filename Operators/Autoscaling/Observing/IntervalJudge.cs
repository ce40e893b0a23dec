using Headroom.Operators.Autoscaling.Memory;
using Headroom.Operators.Decisions;

namespace Headroom.Operators.Autoscaling.Observing;

/// <summary>Judges each evaluation interval once: did demand pass what was ready?</summary>
internal static class IntervalJudge
{
    public static void Judge(AutoscalerMemory memory, AutoscalerKey key, DateTimeOffset time, double? demand, int ready)
    {
        var settings = memory.Settings;
        var interval = time.UtcTicks / settings.EvaluationInterval.Ticks;
        if (interval <= memory.LastInterval)
        {
            return;
        }

        memory.LastInterval = interval;
        memory.FailedObservations = demand is null ? memory.FailedObservations + 1 : 0;
        var utilization = settings.UtilizationIndex > 0 ? memory.Histories[settings.UtilizationIndex] : null;
        if (demand is { } load && ready > 0 && utilization is { Count: > 0 })
        {
            memory.Capacity.Observe(load / ready, utilization[0]);
        }

        var carrying = Carrying(memory, time, ready);
        var isMiss = demand is { } seen && memory.Capacity.Mean is { } capacity && seen > carrying * capacity * (1 + 1e-9);
        if (demand is not null && memory.Capacity.Mean is not null)
        {
            memory.Budget.Record(isMiss);
        }

        memory.LastSample = new EvaluationSample(
            key, memory.Uid, time, demand ?? double.NaN, memory.LastDecision?.Desired ?? ready, ready, isMiss, settings.EvaluationInterval);
    }

    /// <summary>What carries the load now. A recommendation is judged by what it would have: what it asked for a start-up ago.</summary>
    public static int Carrying(AutoscalerMemory memory, DateTimeOffset time, int ready)
    {
        if (memory.Settings.Mode != ActingMode.Recommend)
        {
            return ready;
        }

        var since = time - memory.StartUp.Quantile(0.5);
        return memory.LastReplicasBefore(since)?.Desired ?? ready;
    }
}
