using Headroom.Contracts.Power;
using Headroom.Kubernetes.Selectors;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Power.Tree;

namespace Headroom.Operators.Tests.Power;

/// <summary>Nodes of eight A100 and the feeds they hang on.</summary>
internal static class Reports
{
    public static NodeReport Node(string name, double wattsPerGpu = 200, PowerLease? taken = null, string model = "NVIDIA-A100-SXM4-80GB") => new()
    {
        Node = name,
        Driver = DriverState.Ready,
        CanControl = true,
        Lease = taken?.Stamp,
        Gpus = [.. Enumerable.Range(0, 8).Select(i => new GpuReport
        {
            Uuid = $"GPU-{name}-{i}",
            Index = (uint)i,
            Model = model,
            State = GpuState.Ready,
            DrawMilliwatts = (uint)(wattsPerGpu * 1000),
            EnforcedLimitMilliwatts = 400_000,
            MinLimitMilliwatts = 100_000,
            MaxLimitMilliwatts = 400_000,
            DefaultLimitMilliwatts = 400_000,
            MaxCoreMegahertz = 1410,
            SafeLimitMilliwatts = taken?.Caps[i].SafeLimitMilliwatts,
            SafeLimitState = taken is null ? SafeLimitState.None : SafeLimitState.Confirmed,
            LockedClocks = taken?.Caps[i].Clocks,
        })],
    };

    public static PowerDomainSpec Spec(string budget, string mode = "Apply", string? parent = null, string? row = null) => new()
    {
        Budget = budget,
        Mode = mode,
        Parent = parent,
        NodeSelector = row is null ? null : new LabelSelector { MatchLabels = new Dictionary<string, string> { ["row"] = row } },
        Measurement = new MeasurementSpec { HostMaxWatts = "1000" },
        Lease = new PowerLeaseSpec { ToleratedDeadAgents = 0 },
    };

    public static PowerTree Tree(int nodes, params (string Name, PowerDomainSpec Spec)[] domains) => PowerTree.Build(
        domains.ToDictionary(static d => d.Name, static d => PowerSettingsParser.Parse(d.Spec)),
        Enumerable.Range(0, nodes).Select(static n => Member($"node-{n}", "a")));

    public static PowerNode Member(string name, string row) => new(name, new Dictionary<string, string> { ["row"] = row }, HasGpus: true);
}
