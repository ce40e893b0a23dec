using Headroom.ControlPlane.Api.PowerDomains;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Serverless.Records;

namespace Headroom.ControlPlane.Api.Overview;

/// <summary>
/// What needs attention first. What can trip a breaker or breaks a promise now is critical, what will is a warning, what is
/// only good to know is a notice; within these the longest first.
/// </summary>
internal static class AttentionList
{
    private const string Critical = "critical";
    private const string Warning = "warning";
    private const string Notice = "notice";
    private static readonly string[] Order = [Critical, Warning, Notice];

    public static IReadOnlyList<AttentionItem> Of(
        IEnumerable<AutoscalerSummary> autoscalers, IEnumerable<PowerDomainSummary> domains, IEnumerable<ServerlessSummary> services, int most) =>
    [
        .. domains.SelectMany(Of).Concat(autoscalers.SelectMany(Of)).Concat(services.SelectMany(Of))
            .OrderBy(static i => Array.IndexOf(Order, i.Severity)).ThenBy(static i => i.Since ?? DateTimeOffset.MaxValue)
            .ThenBy(static i => i.Namespace, StringComparer.Ordinal).ThenBy(static i => i.Name, StringComparer.Ordinal)
            .Take(most),
    ];

    private static IEnumerable<AttentionItem> Of(PowerDomainSummary d)
    {
        AttentionItem Item(string severity, string title, ConditionRecord because) =>
            new(severity, "PowerDomain", "", d.Name, title, because.Message, because.LastTransitionTime);

        foreach (var c in d.Conditions)
        {
            var isApplied = d.Mode == ActingMode.Apply;
            switch (c)
            {
                case { Type: "Braking", Status: "True" }:
                    yield return Item(isApplied ? Critical : Warning, isApplied ? "The brake is on" : "The brake would be on", c);
                    break;
                case { Type: "Enforcing", Status: "False" } when isApplied || c.Reason == "SafeCapInfeasible":
                    yield return Item(isApplied ? Critical : Warning, "Not safe without leases", c);
                    break;
                case { Type: "Ready", Status: "False" }:
                    yield return Item(Warning, c.Reason == "NotMeasured" ? "The feed is not measured" : "Not ready", c);
                    break;
                case { Type: "HeadroomLow", Status: "True" } when c.Reason != "Braking":
                    yield return Item(Warning, "Headroom is low", c);
                    break;
                default:
                    break;
            }
        }

        if (d.Status.SilentNodes > 0 && PowerMapping.State(d) != "NotReady")
        {
            yield return new(Warning, "PowerDomain", "", d.Name, "Agents are silent", $"{d.Status.SilentNodes} of {d.Status.Nodes} nodes have no fresh report: they count at their most", null);
        }
    }

    private static IEnumerable<AttentionItem> Of(AutoscalerSummary a)
    {
        AttentionItem Item(string severity, string title, string message, DateTimeOffset? since) =>
            new(severity, "PredictiveAutoscaler", a.Key.Namespace, a.Key.Name, title, message, since);

        foreach (var c in a.Conditions)
        {
            switch (c)
            {
                case { Type: "Fallback", Status: "True" }:
                    yield return Item(Critical, "In fallback", c.Message, c.LastTransitionTime);
                    break;
                case { Type: "Ready", Status: "False" }:
                    yield return Item(Critical, "Not ready", c.Message, c.LastTransitionTime);
                    break;
                case { Type: "MetricsAvailable", Status: "False" }:
                    yield return Item(Warning, "Metrics are missing", c.Message, c.LastTransitionTime);
                    break;
                case { Type: "Active", Status: "False", Reason: "OwnedByAnotherScaler" }:
                    yield return Item(Warning, "Another scaler owns the target", c.Message, c.LastTransitionTime);
                    break;
                case { Type: "Calibrated", Status: "False" }:
                    yield return Item(Notice, "Forecast is miscalibrated", c.Message, c.LastTransitionTime);
                    break;
                case { Type: "Paused", Status: "True" }:
                    yield return Item(Notice, "Paused", c.Message, c.LastTransitionTime);
                    break;
                default:
                    break;
            }
        }

        if (a.LastDecision?.BudgetRemaining is <= 0 and var left)
        {
            yield return Item(Critical, "Violation budget is spent", $"{left:P0} of the budget of its {a.ServiceLevel:P2} service level is left", null);
        }
    }

    private static IEnumerable<AttentionItem> Of(ServerlessSummary s) =>
        s.Conditions.Where(static c => c is { Type: "Ready", Status: "False" })
            .Select(c => new AttentionItem(Warning, "ServerlessService", s.Namespace, s.Name, "Not ready", c.Message, c.LastTransitionTime));
}
