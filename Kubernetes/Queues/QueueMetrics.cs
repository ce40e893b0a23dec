using System.Diagnostics.Metrics;
using Headroom.Kubernetes.Transport;

namespace Headroom.Kubernetes.Queues;

/// <summary>The instruments of client-go's workqueue, labelled by queue name.</summary>
internal sealed class QueueMetrics(string name)
{
    private static readonly UpDownCounter<long> Depth = ClientMetrics.Meter.CreateUpDownCounter<long>("workqueue_depth");
    private static readonly Counter<long> Adds = ClientMetrics.Meter.CreateCounter<long>("workqueue_adds_total");
    private static readonly Counter<long> Retries = ClientMetrics.Meter.CreateCounter<long>("workqueue_retries_total");
    private static readonly Histogram<double> QueueTime =
        ClientMetrics.Meter.CreateHistogram<double>("workqueue_queue_duration_seconds", "s");

    private static readonly Histogram<double> WorkTime =
        ClientMetrics.Meter.CreateHistogram<double>("workqueue_work_duration_seconds", "s");

    private readonly KeyValuePair<string, object?> _label = new("name", name);

    public void Added()
    {
        Depth.Add(1, _label);
        Adds.Add(1, _label);
    }

    public void Taken(TimeSpan waited)
    {
        Depth.Add(-1, _label);
        QueueTime.Record(waited.TotalSeconds, _label);
    }

    public void Done(TimeSpan worked) => WorkTime.Record(worked.TotalSeconds, _label);

    public void Retried() => Retries.Add(1, _label);
}
