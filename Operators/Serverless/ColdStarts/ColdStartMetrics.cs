using System.Diagnostics.Metrics;
using Headroom.Operators.Serverless.Records;

namespace Headroom.Operators.Serverless.ColdStarts;

/// <summary>Starts by component, over all services: of one service the API tells.</summary>
internal static class ColdStartMetrics
{
    private static readonly Meter Meter = new("Headroom.Operators.Serverless");

    private static readonly Histogram<double> Seconds = Meter.CreateHistogram(
        "headroom_cold_start_seconds", null, "Starts of replicas of ServerlessServices by component", tags: null,
        advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500] });

    public static void Record(ColdStart start)
    {
        Record("decision", start.DecisionSeconds);
        Record("scheduling", start.SchedulingSeconds);
        Record("image-pull", start.ImagePullSeconds);
        Record("container-start", start.ContainerStartSeconds);
        Record("loading", start.LoadingSeconds);
        Record("first-byte", start.FirstByteSeconds);
        Record("total", start.TotalSeconds);
    }

    private static void Record(string component, double? seconds)
    {
        if (seconds is { } known)
        {
            Seconds.Record(known, new KeyValuePair<string, object?>("component", component));
        }
    }
}
