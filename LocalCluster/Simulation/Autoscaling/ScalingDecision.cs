using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Simulation.Autoscaling;

/// <summary>How many replicas an autoscaler wants now, and its conditions in the words of kube-controller-manager.</summary>
/// <param name="Failure">Why no metric could be read; null when one could.</param>
internal sealed record ScalingDecision(long Desired, string Why, string? Failure, IReadOnlyList<MetricProposal> Proposals)
{
    /// <summary>A target that was scaled to zero by hand stays there.</summary>
    public static readonly ScalingDecision Off = new(0, "", null, []);

    public bool IsStabilised { get; private init; }

    public (string Reason, string Message)? Limited { get; private init; }

    public static ScalingDecision Of(
        JsonObject? spec, IReadOnlyList<MetricProposal> proposals, long current, ScalingHistory history, DateTimeOffset now)
    {
        var highest = proposals.Where(p => p.Replicas is not null).MaxBy(p => p.Replicas);
        var failed = proposals.FirstOrDefault(p => p.Replicas is null);
        // A metric that cannot be read may hide a need: without it nothing is taken away.
        if (highest?.Replicas is not { } wanted || (failed is not null && wanted < current))
        {
            return new ScalingDecision(current, "", failed?.Words ?? "no metrics", proposals);
        }

        var (min, max) = (spec.Int("minReplicas") ?? 1, spec.Int("maxReplicas") ?? 1);
        var stable = history.Stabilise(spec.Obj("behavior"), current, wanted, now);
        var bounded = Math.Clamp(stable, Math.Min(min, max), max);
        var desired = current < min || current > max ? bounded : history.Limit(spec.Obj("behavior"), current, bounded, now);
        return new ScalingDecision(desired, desired > current ? $"{highest.Words} above target" : "All metrics below target", null, proposals)
        {
            IsStabilised = stable > wanted,
            Limited = stable > max ? ("TooManyReplicas", "the desired replica count is more than the maximum replica count")
                : stable < min ? ("TooFewReplicas", "the desired replica count is less than the minimum replica count")
                : desired < bounded ? ("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate")
                : desired > bounded ? ("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate")
                : null,
        };
    }

    public void Describe(JsonObject status, long current, string now)
    {
        void Set(string type, bool value, string reason, string message) =>
            Conditions.Set(status, type, value ? "True" : "False", reason, message, now);

        status["currentMetrics"] = new JsonArray([.. Proposals.Select(p => p.Status).OfType<JsonObject>()]);
        if (Desired != current)
        {
            status["lastScaleTime"] = now;
            Set("AbleToScale", true, "SucceededRescale", $"the HPA controller was able to update the target scale to {Desired}");
        }
        else if (IsStabilised)
        {
            Set("AbleToScale", true, "ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation");
        }
        else
        {
            Set("AbleToScale", true, "ReadyForNewScale", "recommended size matches current size");
        }

        if (current == 0)
        {
            Set("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
        }
        else if (Failure is not null)
        {
            Set("ScalingActive", false, "FailedGetResourceMetric", $"the HPA was unable to compute the replica count: {Failure}");
        }
        else
        {
            var words = Proposals.Where(p => p.Replicas is not null).MaxBy(p => p.Replicas)?.Words;
            Set("ScalingActive", true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {words}");
            Set("ScalingLimited", Limited is not null, Limited?.Reason ?? "DesiredWithinRange", Limited?.Message ?? "the desired count is within the acceptable range");
        }
    }
}
