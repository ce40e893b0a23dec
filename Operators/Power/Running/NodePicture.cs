using Headroom.Contracts.Power;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Fleet;

namespace Headroom.Operators.Power.Running;

/// <summary>One node after a decision.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Status">Without conditions.</param>
/// <param name="IsConfirmed">Its safe limits are known to be kept.</param>
/// <param name="MayTakeWork">And every feed above it is safe with them.</param>
/// <param name="HeardAgo">Since its agent's last report.</param>
/// <param name="Lease">How long a lease holds there; null where none is granted.</param>
internal sealed record NodePicture(string Name, NodePowerStatus Status, bool IsConfirmed, bool MayTakeWork, TimeSpan HeardAgo, TimeSpan? Lease)
{
    /// <summary>Where one is granted and it was not renewed, the node is at its safe limits.</summary>
    public bool IsExpired => Lease is { } lease && HeardAgo > lease;

    public static NodePicture Of(PowerFleet fleet, NodeEntry node, FailedState failed, TimeSpan now)
    {
        var report = node.Report!;
        var domain = fleet.Domains[node.Domain].Domain;
        var status = new NodePowerStatus
        {
            Domain = domain.Name,
            AgentVersion = report.AgentVersion,
            DriverVersion = report.DriverVersion,
            DrawWatts = (long)Math.Round(node.Draw(domain.Settings.HostMax).ToWatts()),
            SafeWatts = (long)Math.Round(fleet.Charge(node.Index).ToWatts()),
            Lease = report.Lease?.ToString(),
            PriorityLevel = node.Level,
            Gpus = [.. report.Gpus.Select(StatusOf)],
        };
        var heardAgo = now > node.HeardAt ? now - node.HeardAt : TimeSpan.Zero;
        return new NodePicture(
            node.Name, status, fleet.IsConfirmed(node.Index), fleet.MayTakeWork(node.Index, failed), heardAgo,
            domain.Settings.Mode == ActingMode.Apply ? fleet.LeaseOf(node) : null);
    }

    private static GpuPowerStatus StatusOf(GpuReport gpu) => new()
    {
        Uuid = gpu.Uuid,
        Model = gpu.Model,
        State = gpu.State.ToString(),
        DrawWatts = Whole(gpu.DrawMilliwatts),
        LimitWatts = Whole(gpu.EnforcedLimitMilliwatts),
        MinLimitWatts = gpu.MinLimitMilliwatts / 1000,
        MaxLimitWatts = (gpu.MaxLimitMilliwatts + 999L) / 1000,
        SafeLimitWatts = Whole(gpu.SafeLimitMilliwatts),
        SafeLimit = gpu.SafeLimitState.ToString(),
        LockedMegahertz = (int?)gpu.LockedClocks?.MaxMegahertz,
    };

    private static long? Whole(uint? milliwatts) => milliwatts is { } known ? (known + 500) / 1000 : null;
}
