using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Cli.Explaining;

/// <summary>The last decision for programs.</summary>
internal static class DecisionDocument
{
    /// <param name="item">With a decision.</param>
    public static JsonObject Of(PredictiveAutoscaler item)
    {
        var status = item.Status ?? new AutoscalerStatus();
        var decision = status.Decision ?? new DecisionStatus();
        return new JsonObject
        {
            ["namespace"] = item.Metadata.Namespace,
            ["name"] = item.Metadata.Name,
            ["mode"] = item.Spec.Mode,
            ["policy"] = decision.Policy,
            ["time"] = decision.Time.ToString("O", CultureInfo.InvariantCulture),
            ["current"] = status.CurrentReplicas,
            ["ready"] = status.ReadyReplicas,
            ["desired"] = decision.Desired,
            ["applied"] = decision.Applied,
            ["reason"] = decision.Reason,
            ["message"] = decision.Message,
            ["demand"] = decision.Demand,
            ["predictedMean"] = decision.PredictedMean,
            ["predictedUpper"] = decision.PredictedUpper,
            ["capacityPerReplica"] = decision.CapacityPerReplica,
            ["horizon"] = decision.Horizon,
            ["budgetRemaining"] = status.Budget?.Remaining,
            ["alternatives"] = new JsonArray([.. (decision.Alternatives ?? []).Select(static a => (JsonNode)new JsonObject
            {
                ["replicas"] = a.Replicas,
                ["costPerHour"] = a.CostPerHour,
                ["violationProbability"] = a.ViolationProbability,
            })]),
        };
    }
}
