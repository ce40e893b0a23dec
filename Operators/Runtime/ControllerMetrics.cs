using System.Diagnostics.Metrics;

namespace Headroom.Operators.Runtime;

/// <summary>The instruments of controller-runtime, so that its dashboards work here.</summary>
internal sealed class ControllerMetrics(string controller)
{
    // controller-runtime's own start at 5 ms; a decision takes one, so the first buckets are finer.
    private static readonly double[] Bounds =
        [.0005, .001, .0015, .002, .003, .004, .005, .0075, .01, .0125, .015, .02, .025, .03, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60];

    private static readonly Meter Meter = new("Headroom.Operators");
    private static readonly Counter<long> Total = Meter.CreateCounter<long>("controller_runtime_reconcile_total");
    private static readonly Counter<long> ErrorTotal = Meter.CreateCounter<long>("controller_runtime_reconcile_errors_total");
    private static readonly Histogram<double> Time =
        Meter.CreateHistogram("controller_runtime_reconcile_time_seconds", "s", null, null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Bounds });

    private static readonly UpDownCounter<long> Active = Meter.CreateUpDownCounter<long>("controller_runtime_active_workers");

    private readonly KeyValuePair<string, object?> _controller = new("controller", controller);

    public void Begin() => Active.Add(1, _controller);

    public void End(string result, TimeSpan took)
    {
        Active.Add(-1, _controller);
        Time.Record(took.TotalSeconds, _controller);
        Total.Add(1, _controller, new KeyValuePair<string, object?>("result", result));
        if (result == ReconcileResult.Error)
        {
            ErrorTotal.Add(1, _controller);
        }
    }
}
