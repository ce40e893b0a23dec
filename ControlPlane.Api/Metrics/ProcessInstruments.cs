using System.Diagnostics;
using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.About;

namespace Headroom.ControlPlane.Api.Metrics;

/// <summary>The process and its collector, by the names that existing dashboards use, and the build.</summary>
internal sealed class ProcessInstruments
{
    public ProcessInstruments(IMeterFactory meters, MetricRegistry registry)
    {
        var meter = meters.Create(HeadroomMeter.Name);
        meter.CreateObservableGauge("process_resident_memory_bytes", static () => Environment.WorkingSet, description: "Resident memory.");
        meter.CreateObservableCounter("process_cpu_seconds_total", static () => Environment.CpuUsage.TotalTime.TotalSeconds, description: "User and system CPU time.");
        meter.CreateObservableGauge("process_start_time_seconds", StartTime, description: "Start of the process, seconds since 1970.");
        meter.CreateObservableGauge("dotnet_gc_heap_bytes", static () => GC.GetGCMemoryInfo().HeapSizeBytes, description: "Managed heap after the last collection.");
        meter.CreateObservableCounter("dotnet_gc_pause_seconds_total", static () => GC.GetTotalPauseDuration().TotalSeconds, description: "Time the collector stopped the process.");
        meter.CreateObservableCounter("dotnet_gc_allocated_bytes_total", static () => GC.GetTotalAllocatedBytes(), description: "Bytes allocated on the managed heap.");
        meter.CreateObservableCounter("dotnet_gc_collections_total", Collections, description: "Collections by generation.");
        meter.CreateObservableGauge("dotnet_threadpool_queue_length", static () => ThreadPool.PendingWorkItemCount, description: "Work items that wait for a thread.");
        meter.CreateObservableCounter("headroom_metrics_dropped_samples_total", () => registry.DroppedSamples, description: "Samples of series beyond a metric's bound.");
        meter.CreateObservableGauge(
            "headroom_build_info",
            static () => new Measurement<int>(1, new KeyValuePair<string, object?>("version", BuildVersion.Current)),
            description: "1, labelled with the version.");
    }

    private static double StartTime()
    {
        using var process = Process.GetCurrentProcess();
        return (process.StartTime.ToUniversalTime() - DateTime.UnixEpoch).TotalSeconds;
    }

    private static IEnumerable<Measurement<int>> Collections() =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(static generation => new Measurement<int>(
            GC.CollectionCount(generation), new KeyValuePair<string, object?>("generation", generation)));
}
