using System.Text.Json.Nodes;
using Headroom.Kubernetes;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Planning;

namespace Headroom.Operators.Tests.Serverless;

public sealed class ServerlessPlannerTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_AskedForAtZero_StartsOneAtOnce() => Assert.Equal((1, "Wanted"), Decide(View(current: 0) with { IsWanted = true }));

    [Fact]
    public void Decide_AskedForAtZeroByWhatTheWindowCounts_StartsWhatItNeedsAndSaysThatRequestsWait() =>
        Assert.Equal((3, "Wanted"), Decide(View(current: 0) with { IsWanted = true, Needed = 3 }));

    [Fact]
    public void Decide_AskedForWhileNoActivatorIsHeard_StartsOne() =>
        Assert.Equal((1, "Wanted"), Decide(View(current: 0) with { IsWanted = true, IsDemandKnown = false }));

    [Theory]
    [InlineData(3, 3, false)]
    [InlineData(1, 1, true)]
    public void Decide_ActivatorNotHeard_TakesNothingAway(int current, int ready, bool isKept) =>
        Assert.Equal((current, "DemandUnknown"), Decide(View(current, ready) with { IsDemandKnown = false, IsKept = isKept }));

    [Fact]
    public void Decide_ReplicaStillLoading_VetoesItsScaleIn()
    {
        Assert.Equal((3, "Loading"), Decide(View(current: 3, ready: 2) with { Needed = 1 }));
        Assert.Equal((1, "Loading"), Decide(View(current: 1, ready: 0)));
        Assert.Equal((1, "Demand"), Decide(View(current: 3, ready: 3) with { Needed = 1 }));
    }

    [Fact]
    public void Decide_Demand_IsBetweenTheBounds()
    {
        Assert.Equal((5, "Demand"), Decide(View(current: 1, ready: 1) with { Needed = 50 }));
        Assert.Equal((4, "Demand"), Decide(View(current: 1, ready: 0) with { Needed = 4 }));
    }

    [Fact]
    public void Decide_Idle_KeepsTheLastReplicaAsLongAsThePolicySays()
    {
        Assert.Equal((1, "KeptAlive"), Decide(View(current: 1, ready: 1) with { IsKept = true }));
        Assert.Equal((0, "Idle"), Decide(View(current: 1, ready: 1)));
        Assert.Equal((0, "Idle"), Decide(View(current: 0) with { IsKept = true }));
        Assert.Equal((1, "Expected"), Decide(View(current: 0) with { IsExpected = true }));
    }

    [Fact]
    public void Decide_Paused_ChangesNothing() =>
        Assert.Equal((2, "Paused"), Decide(View(current: 2, ready: 2) with { IsPaused = true, Needed = 5 }));

    [Fact]
    public void Decide_HostOfAnOlderService_IsRefusedByCondition()
    {
        var plan = ServerlessPlanner.Decide(View(current: null) with { ClaimedBy = new ObjectKey("prod", "older"), IsWanted = true });

        Assert.Null(plan.Replicas);
        var ready = plan.Status.Conditions!.Single(static c => c.Type == "Ready"); // every plan has it
        Assert.Equal(("False", "HostClaimed"), (ready.Status, ready.Reason));
        Assert.Contains("prod/older", ready.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Decide_AgainAfterApplying_WritesNoStatus()
    {
        var view = View(current: 1, ready: 1) with { Needed = 1 };
        view.Object.Status = ServerlessPlanner.Decide(view).Status;

        Assert.False(ServerlessPlanner.Decide(view with { Now = Now.AddSeconds(1) }).WritesStatus);
    }

    [Fact]
    public void Read_BrokenSpec_NamesEveryField()
    {
        var spec = new ServerlessSpec { Scale = new ServerlessScaleSpec { Min = 3, Max = 2, Policy = "1", KeepAlive = "soon" } };

        Assert.Null(ServerlessSettings.Read(spec, out var errors));
        Assert.Equal(
            ["spec.template.spec.containers", "spec.route.host", "spec.scale.max", "spec.scale.policy", "spec.scale.keepAlive"],
            errors.Select(static e => e.Field));
    }

    private static (int?, string?) Decide(ServerlessView view)
    {
        var plan = ServerlessPlanner.Decide(view);
        return (plan.Replicas, plan.Status.Reason);
    }

    private static ServerlessView View(int? current, int ready = 0)
    {
        var spec = new ServerlessSpec
        {
            Template = JsonNode.Parse("""{"spec":{"containers":[{"name":"a"}]}}""")!.AsObject(), // it is an object
            Route = new ServerlessRouteSpec { Host = "chat.test" },
            Scale = new ServerlessScaleSpec { Max = 5 },
        };
        return new ServerlessView
        {
            Object = new ServerlessService { Metadata = new ObjectMeta { Name = "chat", Namespace = "prod" }, Spec = spec },
            Now = Now, Settings = ServerlessSettings.Read(spec, out _), Current = current, Ready = ready, IsDemandKnown = true,
        };
    }
}
