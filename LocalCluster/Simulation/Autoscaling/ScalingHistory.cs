using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Autoscaling;

/// <summary>What one autoscaler has recommended and done of late, and what its behavior lets it do now.</summary>
/// <remarks>The rules of k8s.io/kubernetes/pkg/controller/podautoscaler, horizontal.go.</remarks>
internal sealed class ScalingHistory(Func<TimeSpan, TimeSpan> shorten)
{
    private const long DownWindow = 300;
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly JsonArray UpPolicies = Policies(("Percent", 100), ("Pods", 4));
    private static readonly JsonArray DownPolicies = Policies(("Percent", 100));

    private readonly List<(DateTimeOffset Time, long Replicas)> _recommended = [];
    private readonly List<(DateTimeOffset Time, long Change)> _changes = [];

    /// <summary>The lowest recent recommendation when growing, the highest when shrinking.</summary>
    public long Stabilise(JsonObject? behavior, long current, long recommended, DateTimeOffset now)
    {
        _recommended.RemoveAll(r => now - r.Time > shorten(Longest));
        _recommended.Add((now, recommended));
        var up = Within(behavior.Obj("scaleUp").Int("stabilizationWindowSeconds") ?? 0, now).Min();
        var down = Within(behavior.Obj("scaleDown").Int("stabilizationWindowSeconds") ?? DownWindow, now).Max();
        return current < up ? up : current > down ? down : current;
    }

    /// <summary>As near to the wish as the policies let it go in their periods.</summary>
    public long Limit(JsonObject? behavior, long current, long wanted, DateTimeOffset now)
    {
        _changes.RemoveAll(c => now - c.Time > shorten(Longest));
        if (wanted == current)
        {
            return current;
        }

        var grows = wanted > current;
        var rules = behavior.Obj(grows ? "scaleUp" : "scaleDown");
        var limits = (rules.Arr("policies") ?? (grows ? UpPolicies : DownPolicies)).Objects().Select(p => LimitOf(p, current, grows, now)).ToArray();
        var isWidest = rules.Str("selectPolicy") is not "Min";
        return rules.Str("selectPolicy") == "Disabled" || limits.Length == 0 ? current
            : grows ? Math.Min(wanted, Math.Max(current, isWidest ? limits.Max() : limits.Min()))
            : Math.Max(wanted, Math.Min(current, isWidest ? limits.Min() : limits.Max()));
    }

    public void Scaled(long change, DateTimeOffset now) => _changes.Add((now, change));

    private long LimitOf(JsonObject policy, long current, bool grows, DateTimeOffset now)
    {
        var period = shorten(TimeSpan.FromSeconds(policy.Int("periodSeconds") ?? 15));
        var start = current - _changes.Where(c => now - c.Time < period).Sum(c => c.Change);
        var value = policy.Int("value") ?? 0;
        return (policy.Str("type"), grows) switch
        {
            ("Pods", true) => start + value,
            ("Pods", false) => start - value,
            (_, true) => (long)decimal.Ceiling(start * (1 + (value / 100m))),
            _ => (long)(start * (1 - (value / 100m))),
        };
    }

    private IEnumerable<long> Within(long seconds, DateTimeOffset now) =>
        _recommended.Where(r => now - r.Time <= shorten(TimeSpan.FromSeconds(seconds))).Select(r => r.Replicas);

    private static JsonArray Policies(params (string Type, int Value)[] policies) => [.. policies.Select(p =>
        (JsonNode)new JsonObject { ["type"] = p.Type, ["value"] = p.Value, ["periodSeconds"] = 15 })];
}
