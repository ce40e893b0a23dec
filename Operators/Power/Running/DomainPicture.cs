using System.Globalization;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Settings;
using Headroom.Power.Policies;
using Headroom.Units;

namespace Headroom.Operators.Power.Running;

/// <summary>One feed after a decision.</summary>
/// <param name="Name">Of the PowerDomain.</param>
/// <param name="Status">Without conditions.</param>
/// <param name="Reason">Of the plan; null where nothing could be planned.</param>
/// <param name="Failure">Why nothing could be planned.</param>
/// <param name="MeterFailure">Why its draw is not known.</param>
/// <param name="UnknownNotes">GPU products without a published power curve, and what each is planned with.</param>
/// <param name="ClockNotes">Drivers that know another highest clock.</param>
internal sealed record DomainPicture(
    string Name, PowerSettings Settings, PowerDomainStatus Status, DomainPromise Promise, PlanReason? Reason, string? Failure,
    string? MeterFailure, IReadOnlyList<string> UnknownNotes, IReadOnlyList<string> ClockNotes)
{
    public static DomainPicture Of(PowerFleet fleet, int index, FailedState failed, TimeSpan now)
    {
        var runtime = fleet.Domains[index];
        var settings = runtime.Domain.Settings;
        var members = fleet.Under(index);
        var promise = fleet.Promise(index, failed);
        var plan = runtime.Plan;
        var peak = plan is { CappedPeak: var capped } && capped > Watts.Zero ? capped : runtime.Draw ?? Watts.Zero;
        var status = new PowerDomainStatus
        {
            DrawWatts = Whole(runtime.Draw, settings.LossFactor),
            ForecastPeakWatts = plan is { } p && p.UncappedPeak > Watts.Zero ? Whole(p.UncappedPeak, settings.LossFactor) : null,
            HeadroomWatts = Whole(peak.HeadroomUnder(runtime.Budget), settings.LossFactor),
            FailedWatts = Whole(promise.Failed, settings.LossFactor),
            NameplateWatts = Whole(promise.Nameplate, settings.LossFactor),
            Nodes = members.Count,
            Gpus = promise.Gpus,
            SilentNodes = members.Count(n => !n.IsHeard(now, settings.MaxAge)),
            Plan = runtime.Failure ?? plan?.Explain(runtime.Groups, runtime.Budget),
            Allowance = plan is { } g && !double.IsInfinity(g.PrefillAllowance) ? g.PrefillAllowance.ToString("0", CultureInfo.InvariantCulture) : null,
            Brakes = runtime.Brakes,
            Caps = plan is null ? [] : [.. Caps(runtime, plan)],
        };
        return new DomainPicture(
            runtime.Domain.Name, settings, status, promise, runtime.Failure is null ? plan?.Reason : null, runtime.Failure, runtime.MeterFailure,
            [.. members.Select(static n => n.Kind?.UnknownNote).OfType<string>().Distinct()],
            [.. members.Select(static n => n.Kind?.ClockNote).OfType<string>().Distinct()]);
    }

    private static List<GroupCapStatus> Caps(DomainRuntime runtime, PowerPlan plan)
    {
        var caps = new List<GroupCapStatus>();
        for (var g = 0; g < runtime.Groups.Count; g++)
        {
            var group = runtime.Groups[g];
            var free = group.Caps.Clocks[0];
            if (runtime.Readings[g].Servers > 0)
            {
                caps.Add(new GroupCapStatus
                {
                    Group = group.Name,
                    Nodes = runtime.Readings[g].Servers,
                    ClockMegahertz = plan.Braked[g] ? group.Caps.Server.Gpu.BrakeClock.Value : plan.Clocks[g] < free ? plan.Clocks[g].Value : null,
                    PowerLimitWatts = Whole(plan.Limits[g], 1),
                    Braked = plan.Braked[g],
                });
            }
        }

        return caps;
    }

    // At the feed: what is measured and what is lost on the way.
    private static long? Whole(Watts? watts, double loss) => watts is { } known ? (long)Math.Round(known.ToWatts() * loss) : null;
}
