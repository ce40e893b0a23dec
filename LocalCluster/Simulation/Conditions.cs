using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation;

/// <summary>Writes conditions: the transition time moves only when the status does.</summary>
internal static class Conditions
{
    public static void Set(JsonObject status, string type, string value, string? reason, string? message, string now)
    {
        var conditions = status.Arr("conditions");
        if (conditions is null)
        {
            status["conditions"] = conditions = [];
        }

        var condition = conditions.Objects().FirstOrDefault(c => c.Str("type") == type);
        if (condition is null)
        {
            condition = new JsonObject { ["type"] = type };
            conditions.Add((JsonNode)condition);
        }

        if (condition.Str("status") != value)
        {
            condition["status"] = value;
            condition["lastTransitionTime"] = now;
        }

        SetOrRemove(condition, "reason", reason);
        SetOrRemove(condition, "message", message);
    }

    private static void SetOrRemove(JsonObject condition, string name, string? value)
    {
        if (value is null)
        {
            condition.Remove(name);
        }
        else
        {
            condition[name] = value;
        }
    }
}
