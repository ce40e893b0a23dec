using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Api;
using Headroom.Operators.Power.Records;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>The power controller's answers, as a test sets them.</summary>
internal sealed class FakePower : IPowerQueries
{
    public List<PowerDomainSummary> Feeds { get; } = [];

    public List<PowerNodeSummary> Nodes { get; } = [];

    public static PowerDomainSummary Feed(string name = "row-7", params ConditionRecord[] conditions) => new()
    {
        Name = name,
        Depth = 0,
        Mode = ActingMode.Apply,
        Policy = "Predictive",
        BudgetWatts = 32_000,
        DecidedAt = Sample.Noon,
        Status = new PowerDomainStatus
        {
            DrawWatts = 28_000, ForecastPeakWatts = 30_000, HeadroomWatts = 2_000, FailedWatts = 31_968, NameplateWatts = 35_200, Nodes = 6, Gpus = 48,
            Plan = "ForecastPeak: low at 1275 MHz",
            Caps = [new GroupCapStatus { Group = "A100, level 0", Nodes = 3, ClockMegahertz = 1275 }, new GroupCapStatus { Group = "A100, level 1", Nodes = 3 }],
        },
        Conditions = conditions.Length > 0 ? conditions : [Condition("Ready", "True"), Condition("Enforcing", "True"), Condition("Braking", "False")],
    };

    public static ConditionRecord Condition(string type, string status, string reason = "Because") => new(type, status, reason, $"{type} is {status}.", Sample.Noon);

    public IReadOnlyList<PowerDomainSummary> Domains() => Feeds;

    public Task<IReadOnlyList<PowerNodeSummary>> NodesAsync(string domain, CancellationToken ct) => Task.FromResult<IReadOnlyList<PowerNodeSummary>>(Nodes);
}
