using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Kinds;

/// <summary>autoscaling/v1 as a face of the stored autoscaling/v2: one CPU target instead of a list of metrics.</summary>
internal static class AutoscalerV1
{
    private const string Target = "targetCPUUtilizationPercentage";

    public static readonly FieldRenaming Conversion = new("autoscaling/v1", "autoscaling/v2", [])
    {
        ReshapeFromStored = FromMetrics,
        ReshapeToStored = ToMetrics,
    };

    private static void FromMetrics(JsonObject json)
    {
        var spec = json.Ensure("spec");
        var target = spec.Arr("metrics").Objects().Select(m => m.Obj("resource")).FirstOrDefault(r => r.Str("name") == "cpu").Obj("target");
        if (target.Int("averageUtilization") is { } percent)
        {
            spec[Target] = percent;
        }

        spec.Remove("metrics");
        spec.Remove("behavior");
        json.Obj("status")?.Remove("currentMetrics");
        json.Obj("status")?.Remove("conditions");
    }

    private static void ToMetrics(JsonObject json)
    {
        var spec = json.Ensure("spec");
        if (spec.Int(Target) is { } percent)
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent },
                },
            });
        }

        spec.Remove(Target);
    }
}
