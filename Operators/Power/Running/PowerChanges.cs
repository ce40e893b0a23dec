using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Records;

namespace Headroom.Operators.Power.Running;

/// <summary>What an operator wants to read of two decisions in a row: caps, brakes, the safe state, agents that fall silent.</summary>
internal static class PowerChanges
{
    public static IEnumerable<PowerEvent> Between(PowerPicture before, PowerPicture after, DateTimeOffset now)
    {
        var known = before.Domains.ToDictionary(static d => d.Name, StringComparer.Ordinal);
        foreach (var domain in after.Domains)
        {
            if (known.TryGetValue(domain.Name, out var earlier))
            {
                foreach (var (kind, message) in Of(earlier, domain))
                {
                    yield return new PowerEvent(now, domain.Name, kind, domain.Settings.Mode == ActingMode.Apply, message);
                }
            }
        }

        var heard = before.Nodes.ToDictionary(static n => n.Name, StringComparer.Ordinal);
        foreach (var node in after.Nodes)
        {
            if (heard.TryGetValue(node.Name, out var earlier) && earlier.IsExpired != node.IsExpired)
            {
                yield return node.IsExpired
                    ? new PowerEvent(now, node.Status.Domain ?? "", "NodeSilent", true, $"{node.Name} has not reported for {node.HeardAgo.TotalSeconds:0} s: its cards are at their safe limits")
                    : new PowerEvent(now, node.Status.Domain ?? "", "NodeBack", true, $"{node.Name} reports again");
            }
        }
    }

    private static IEnumerable<(string Kind, string Message)> Of(DomainPicture before, DomainPicture after)
    {
        var (wasBraked, isBraked) = (IsBraked(before), IsBraked(after));
        if (wasBraked != isBraked)
        {
            yield return isBraked
                ? ("BrakeOn", $"it draws {after.Status.DrawWatts} W of {after.Settings.Budget}")
                : ("BrakeOff", $"it draws {after.Status.DrawWatts} W of {after.Settings.Budget}");
        }

        var caps = Caps(before, after);
        if (caps.Count > 0)
        {
            yield return ("CapsChanged", $"{string.Join("; ", caps)}. {after.Status.Plan}");
        }

        if (IsSafe(before) != IsSafe(after))
        {
            yield return (IsSafe(after) ? "SafeStateKept" : "SafeStateLost", $"without leases it can draw {after.Promise.Failed} of {after.Promise.Budget}");
        }
    }

    private static List<string> Caps(DomainPicture before, DomainPicture after)
    {
        var changes = new List<string>();
        foreach (var cap in after.Status.Caps ?? [])
        {
            // A group that was not there was free.
            var earlier = Text(before.Status.Caps?.FirstOrDefault(c => c.Group == cap.Group));
            if (earlier != Text(cap))
            {
                changes.Add($"{cap.Group}: {earlier} → {Text(cap)}");
            }
        }

        return changes;
    }

    private static string Text(GroupCapStatus? cap) => cap switch
    {
        { Braked: true } => $"braked to {cap.ClockMegahertz} MHz",
        { ClockMegahertz: { } clock, PowerLimitWatts: { } limit } => $"{clock} MHz and {limit} W",
        { ClockMegahertz: { } clock } => $"{clock} MHz",
        { PowerLimitWatts: { } limit } => $"{limit} W",
        _ => "free",
    };

    private static bool IsBraked(DomainPicture domain) => domain.Status.Caps?.Any(static c => c.Braked) == true;

    private static bool IsSafe(DomainPicture domain) =>
        domain.Promise is { Shortfall: null, Unheard: 0 } promise && promise.Failed <= promise.Budget;
}
