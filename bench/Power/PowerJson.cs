using System.Text.Json.Nodes;
using Headroom.Simulation.Power;

namespace Headroom.Bench.Power;

/// <summary>Scores as fields and as lines.</summary>
internal static class PowerJson
{
    /// <param name="atMost">At the largest number of servers that was accepted; null when none was added.</param>
    public static JsonObject Of(RowScore at30, double mostPercent, RowScore? atMost)
    {
        var json = new JsonObject { ["max_added_servers_pct"] = mostPercent };
        Add(json, at30);
        if (atMost is not null)
        {
            var most = new JsonObject();
            Add(most, atMost);
            json["at_max"] = most;
        }

        return json;
    }

    public static string Line(string name, RowScore score) =>
        $"{name,-15} {score.Brakes} brakes, {score.HighP50:0.00}/{score.HighP99:0.00}, {score.LowP50:0.00}/{score.LowP99:0.00}, "
        + $"{score.CappedTime:0.0}, {score.Throughput:0.00}, {score.Peak:0.000}, {score.CommandsPerDay:0}";

    public static string Most(int servers, RowScore? atMost) =>
        $"+{100.0 * (servers - RowSetting.BaseServers) / RowSetting.BaseServers:0.0}%" + (atMost is null ? "" : $": {Line("", atMost).Trim()}");

    private static void Add(JsonObject json, RowScore score)
    {
        json["brakes"] = score.Brakes;
        json["hp_p50_impact_pct"] = Math.Round(score.HighP50, 2);
        json["hp_p99_impact_pct"] = Math.Round(score.HighP99, 2);
        json["lp_p50_impact_pct"] = Math.Round(score.LowP50, 2);
        json["lp_p99_impact_pct"] = Math.Round(score.LowP99, 2);
        json["capped_time_pct"] = Math.Round(score.CappedTime, 1);
        json["throughput_pct"] = Math.Round(score.Throughput, 2);
        json["peak"] = Math.Round(score.Peak, 4);
        json["commands_per_day"] = Math.Round(score.CommandsPerDay, 0);
    }
}
