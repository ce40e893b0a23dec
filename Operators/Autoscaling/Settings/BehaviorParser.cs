using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.SpecReading;
using Headroom.Scaling.Behavior;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>spec.behavior in the words of Scaling.</summary>
internal static class BehaviorParser
{
    public static BehaviorRules Parse(BehaviorSpec spec, List<SpecError> errors) =>
        new(Direction(spec.ScaleUp, "spec.behavior.scaleUp", errors), Direction(spec.ScaleDown, "spec.behavior.scaleDown", errors));

    private static DirectionRules Direction(DirectionSpec? spec, string field, List<SpecError> errors)
    {
        if (spec is null)
        {
            return DirectionRules.Unlimited;
        }

        if (spec.StabilizationWindowSeconds is < 0 or > 3600)
        {
            errors.Add(new SpecError($"{field}.stabilizationWindowSeconds", $"{spec.StabilizationWindowSeconds}", "0 to 3600"));
        }

        if (!Enum.TryParse<PolicySelection>(spec.SelectPolicy, out var select) || !Enum.GetNames<PolicySelection>().Contains(spec.SelectPolicy, StringComparer.Ordinal))
        {
            errors.Add(new SpecError($"{field}.selectPolicy", $"'{spec.SelectPolicy}'", "Max, Min or Disabled"));
        }

        foreach (var policy in spec.Policies.Where(p => p.Type is not ("Pods" or "Percent") || p.Value < 1 || p.PeriodSeconds is < 1 or > 1800))
        {
            errors.Add(new SpecError(
                $"{field}.policies", $"{{type: {policy.Type}, value: {policy.Value}, periodSeconds: {policy.PeriodSeconds}}}",
                "type Pods or Percent, value 1 or more, periodSeconds 1 to 1800"));
        }

        return new DirectionRules(
            TimeSpan.FromSeconds(Math.Clamp(spec.StabilizationWindowSeconds ?? 0, 0, 3600)),
            [.. spec.Policies.Select(p => new StepPolicy(p.Type == "Percent", p.Value, TimeSpan.FromSeconds(Math.Max(p.PeriodSeconds, 1))))],
            select);
    }
}
