using System.Diagnostics.Metrics;

namespace Headroom.Operators.Scheduling;

/// <summary>Calls of schedulers, how long they took, and what is left to give out.</summary>
internal sealed class ExtenderMetrics
{
    // A call at 5,000 nodes takes about a millisecond; a binding waits for the API server.
    private static readonly double[] Bounds = [.00025, .0005, .001, .002, .003, .005, .0075, .01, .015, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private static readonly Meter Meter = new("Headroom.Operators.Scheduling");
    private static readonly Counter<long> Calls =
        Meter.CreateCounter<long>("headroom_extender_calls_total", null, "Calls of schedulers, by verb and what came of them.");

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram(
        "headroom_extender_call_seconds", "s", "Time from a whole request to its answer.", null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });

    /// <param name="extender">Whose GPUs are shown.</param>
    /// <param name="turn">Only the replica whose turn it is shows them.</param>
    public ExtenderMetrics(SchedulerExtender extender, IExtenderTurn turn) =>
        Meter.CreateObservableGauge<double>(
            "headroom_extender_idle_gpu_ratio", () => turn.Refusal() is null ? [new Measurement<double>(extender.IdleShare)] : [], null, "GPU that no pod has, as a share of all.");

    public static void Count(string verb, ExtenderOutcome outcome, TimeSpan took)
    {
        var verbTag = new KeyValuePair<string, object?>("verb", verb);
        Calls.Add(1, verbTag, new KeyValuePair<string, object?>("outcome", Label(outcome)));
        Seconds.Record(took.TotalSeconds, verbTag);
    }

    private static string Label(ExtenderOutcome outcome) => outcome switch
    {
        ExtenderOutcome.Answered => "answered",
        ExtenderOutcome.NoneFits => "none_fits",
        ExtenderOutcome.InvalidPod => "invalid_pod",
        ExtenderOutcome.UnknownPod => "unknown_pod",
        ExtenderOutcome.NoRoom => "no_room",
        ExtenderOutcome.NotBound => "not_bound",
        ExtenderOutcome.Malformed => "malformed",
        ExtenderOutcome.NotLeading => "not_leading",
        _ => throw new System.Diagnostics.UnreachableException($"{outcome}"),
    };
}
