using System.Diagnostics.Metrics;

namespace Headroom.Operators.Runtime;

/// <summary>The instruments of controller-runtime, so that its dashboards work here.</summary>
internal sealed class ControllerMetrics(string controller)
{
    private static readonly Meter Meter = new("Headroom.Operators");
    private static readonly Counter<long> Total = Meter.CreateCounter<long>("controller_runtime_reconcile_total");
    private static readonly Counter<long> ErrorTotal = Meter.CreateCounter<long>("controller_runtime_reconcile_errors_total");
    private static readonly Histogram<double> Time =
        Meter.CreateHistogram<double>("controller_runtime_reconcile_time_seconds", "s");

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
