using Headroom.ControlPlane.Api.Journal;
using Headroom.ControlPlane.Api.Tests.Hosting;
using Headroom.Operators.Decisions;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Serverless.Records;
using Microsoft.Extensions.DependencyInjection;

namespace Headroom.ControlPlane.Api.Tests.Overview;

public sealed class OverviewEndpointTests(PostgresFixture postgres)
{
    private readonly FakePower _power = new();

    [Fact]
    public async Task Attention_SeveralTroubles_TheWorstAndThenTheLongestComesFirst()
    {
        _power.Feeds.Add(FakePower.Feed("row-7", FakePower.Condition("Ready", "True"), FakePower.Condition("Enforcing", "True"), FakePower.Condition("HeadroomLow", "True")));
        _power.Feeds.Add(FakePower.Feed("row-8", FakePower.Condition("Ready", "True"), FakePower.Condition("Enforcing", "True"), FakePower.Condition("Braking", "True")));
        await using var server = await StartAsync();
        server.Autoscalers.Add(
            Sample.Autoscaler(name: "odd") with { Conditions = [new("Calibrated", "False", "X", "Too narrow.", Sample.Noon)] },
            Sample.Autoscaler(name: "lost") with { Conditions = [new("Fallback", "True", "X", "No metrics.", Sample.Noon.AddHours(-1))] },
            Sample.Autoscaler(name: "rival") with { Conditions = [new("Active", "False", "OwnedByAnotherScaler", "An HPA scales it.", Sample.Noon)] },
            // Whoever chose Recommend knows it.
            Sample.Autoscaler(name: "fine") with { Conditions = [new("Active", "False", "Recommend", "mode is Recommend", Sample.Noon)] });
        using var client = server.Client();

        var overview = await client.GetJsonAsync("/api/v1/overview");

        Assert.Equal(
            ["critical lost: In fallback", "critical row-8: The brake is on", "warning row-7: Headroom is low", "warning rival: Another scaler owns the target", "notice odd: Forecast is miscalibrated"],
            overview["attention"]!.AsArray().Select(static a => $"{a!["severity"]} {a["name"]}: {a["title"]}"));
        Assert.Equal("2 56000 64000 1", $"{overview["power"]!["roots"]} {overview["power"]!["drawWatts"]} {overview["power"]!["budgetWatts"]} {overview["power"]!["braking"]}");
    }

    [Fact]
    public async Task ServiceLevels_ByWhatIsLeftOfTheBudget_AreCounted()
    {
        await using var server = await StartAsync();
        server.Autoscalers.Add(
            Sample.Autoscaler(name: "a") with { LastDecision = Sample.Decision() },
            Sample.Autoscaler(name: "b") with { LastDecision = Sample.Decision() with { BudgetRemaining = -0.2 } },
            Sample.Autoscaler(name: "c"));
        using var client = server.Client();

        var levels = (await client.GetJsonAsync("/api/v1/overview"))["serviceLevels"]!;

        Assert.Equal("3 1 1 1", $"{levels["autoscalers"]} {levels["kept"]} {levels["spent"]} {levels["unknown"]}");
    }

    [Fact]
    public async Task Cost_AgainstThePeakOfTheHistory_CountsWhatOneReplicaCarries()
    {
        await using var server = await StartAsync("--ConnectionStrings:Headroom=" + await postgres.CreateDatabaseAsync());
        await server.ConnectedAsync();
        server.Autoscalers.Add(
            Sample.Autoscaler() with { ReplicaCostPerHour = 2, LastDecision = Sample.Decision(5) with { Current = 4, CapacityPerReplica = 20 } },
            Sample.Autoscaler(name: "new") with { ReplicaCostPerHour = 10, LastDecision = Sample.Decision(1, name: "new") with { Current = 1 } });
        // The last one begins another quarter of an hour, so that the one before is stored.
        var quarter = Rollup.StartOf(DateTimeOffset.UtcNow).AddHours(-2);
        foreach (var (minute, demand) in new[] { (0, 90.0), (1, 190.5), (2, 60.0), (20, 1.0) })
        {
            server.Journal.Observe(new EvaluationSample(
                new AutoscalerKey("prod", "chat"), "uid-prod-chat", quarter.AddMinutes(minute), demand, Desired: 5, Ready: 4, IsViolation: false, TimeSpan.FromMinutes(1)));
        }

        using var client = server.Client();

        var cost = (await Poll.GetAsync(() => client.GetJsonAsync("/api/v1/overview"), static o => o["cost"]!["peakReplicas"]!.GetValue<int>() == 10))["cost"]!;

        // 190.5 over 20 are ten replicas at 2 dollars; what has no history yet is not compared.
        Assert.Equal("5 18 6 20", $"{cost["replicas"]} {cost["dollarsPerHour"]} {cost["recommendedReplicas"]} {cost["recommendedDollarsPerHour"]}");
        Assert.Equal("1 8 20", $"{cost["comparedAutoscalers"]} {cost["comparedDollarsPerHour"]} {cost["peakDollarsPerHour"]}");
    }

    [Fact]
    public async Task ColdStarts_OfTheLastDay_AreFromZeroOnly()
    {
        await using var server = await StartAsync();
        var journal = server.Services.GetRequiredService<IServerlessJournal>();
        foreach (var (pod, hoursAgo, isFromZero, loading) in new[] { ("a", 1, true, 2.0), ("b", 2, true, 4.0), ("c", 3, false, 9.0), ("d", 30, true, 9.0) })
        {
            journal.Append(new ColdStart
            {
                Namespace = "prod", Service = "chat", ServiceUid = "uid", Pod = pod, PodUid = pod, Began = DateTimeOffset.UtcNow.AddHours(-hoursAgo), Cause = "Wanted",
                IsFromZero = isFromZero, WasAwaited = true, DecisionSeconds = 0, SchedulingSeconds = 0, ContainerStartSeconds = 0, LoadingSeconds = loading,
            });
        }

        using var client = server.Client();

        var starts = (await client.GetJsonAsync("/api/v1/overview"))["coldStarts"]!;

        Assert.Equal("2 3", $"{starts["starts"]} {starts["medianSeconds"]}");
    }

    [Fact]
    public async Task Power_ForWhoMayNotSeeFeeds_IsLeftOutWithItsTroubles()
    {
        _power.Feeds.Add(FakePower.Feed("row-8", FakePower.Condition("Braking", "True")));
        await using var server = await StartAsync();
        server.Autoscalers.Add(Sample.Autoscaler(), Sample.Autoscaler("dev"));
        using var client = server.Client("reader-prod");

        var overview = await client.GetJsonAsync("/api/v1/overview?namespace=prod");

        Assert.Null(overview["power"]);
        Assert.Empty(overview["attention"]!.AsArray());
        Assert.Equal(1, overview["serviceLevels"]!["autoscalers"]!.GetValue<int>());
        Assert.NotNull(overview["coldStarts"]);
    }

    private Task<ApiServer> StartAsync(params string[] settings) => ApiServer.StartAsync(b => b.Services.AddSingleton<IPowerQueries>(_power), settings);
}
