using System.Globalization;
using System.Text;

namespace Headroom.Bench.Reconciling;

/// <summary>The objects and loads of the run.</summary>
internal static class FleetManifests
{
    /// <summary>A day-night load with noise that needs two to six replicas of 20.</summary>
    public static string Trace(FleetShape shape, int index, int seed)
    {
        var random = new Random(seed * 1_000 + index);
        // Half of a trace counts as seen when the clock starts: twice the history, and a day to go on.
        var minutes = (int)(2 * shape.History.TotalMinutes) + 2_880;
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var text = new StringBuilder("timestamp,value\n");
        var slow = 0.0;
        for (var i = 0; i < minutes; i++)
        {
            slow = 0.98 * slow + 0.6 * (random.NextDouble() - 0.5);
            var day = 80 + 30 * Math.Sin(2 * Math.PI * (i + 40.0 * index) / 1440);
            var value = Math.Max(0, day + slow + 3 * (random.NextDouble() + random.NextDouble() - 1));
            text.Append(CultureInfo.InvariantCulture, $"{start.AddMinutes(i):yyyy-MM-ddTHH:mm:ssZ},{value:0.00}\n");
        }

        return text.ToString();
    }

    public static string Nodes(FleetShape shape) => $$"""
        startDelay: { medianSeconds: 20, sigma: 0.4 }
        nodes:
          - { name: bench, count: {{Math.Max(2, shape.Autoscalers / 20)}}, cpu: "256", memory: 1Ti, pods: 1000 }
        """;

    public static string Deployment(int index) => $$$$$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"svc-{{{{{{index}}}}}}","namespace":"default"},
         "spec":{"replicas":4,"selector":{"matchLabels":{"app":"svc-{{{{{{index}}}}}}"}},"template":{"metadata":{"labels":{"app":"svc-{{{{{{index}}}}}}"}},
         "spec":{"containers":[{"name":"c","image":"example.com/svc:1","resources":{"requests":{"cpu":"100m"}}}]}}}}
        """;

    public static string Autoscaler(FleetShape shape, int index) => $$$$$$"""
        {"apiVersion":"headroom.dev/v1alpha1","kind":"PredictiveAutoscaler","metadata":{"name":"svc-{{{{{{index}}}}}}","namespace":"default"},
         "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"svc-{{{{{{index}}}}}}"},"minReplicas":1,"maxReplicas":32,"mode":"Apply",
         "indicators":[{"name":"requests","trace":{"file":"load-{{{{{{index % shape.Traces}}}}}}.csv"}}],"capacity":{"perReplica":"20"},
         "objective":{"serviceLevel":"99%","evaluationInterval":"1m","replicaCostPerHour":"1"},
         "forecast":{"step":"1m","horizon":"15m","history":"{{{{{{(int)shape.History.TotalHours}}}}}}h"}}}
        """;
}
