using Headroom.Scaling.Policies;
using MathNet.Numerics.Distributions;

namespace Headroom.Scaling.Tests.Policies;

public sealed class PolicyTests
{
    private static readonly UtilizationLine Line = UtilizationLine.Bacc;
    private static readonly double[] Grid = [0.6, 0.5, 0.3, 0.2, 0.1, 0.07, 0.05, 0.03, 0.02, 0.01, 0.005, 0.002, 0.0004];

    [Fact]
    public void Line_OfBaccsSimulator_CarriesEightyPerReplica()
    {
        Assert.Equal(80, Line.PerReplica, 9);
        Assert.Equal((75, 76), (Line.Replicas(6_000, 0.5), Line.Replicas(6_001, 0.5)));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.10)]
    public void RiskPrice_AnHonestForecast_MissesAsOftenAsAllowed(double allowed)
    {
        // 500 replicas: an integer step is a small part of the forecast's spread.
        Assert.InRange(Misses(allowed, bias: 1.0), 0.6 * allowed, 1.05 * allowed);
    }

    [Fact]
    public void RiskPrice_AForecastThatIsTooNarrow_IsSteeredToWhatIsAllowed() =>
        Assert.InRange(Misses(0.05, bias: 0.5), 0.035, 0.056);

    [Fact]
    public void RiskPrice_AStricterTarget_NeverTakesFewerReplicas()
    {
        int[] replicas = [.. new[] { 0.10, 0.05, 0.01 }.Select(allowed => new RiskPricePolicy(Line, allowed, 1).Decide(Input(4_000, 50, 4_000, 200)))];

        Assert.Equal(replicas.Order(), replicas);
    }

    [Fact]
    public void RiskPrice_QuietAndWildHours_SpendsTheRiskWhereReplicasAreDear()
    {
        var policy = new RiskPricePolicy(Line, 0.05, 1);
        var random = new Random(5);
        // The price settles on both kinds of hours, each as wild as its forecast says.
        for (var t = 0; t < 20_000; t++)
        {
            var (was, next) = t % 2 == 0 ? (1_000, 100) : (100, 1_000);
            policy.Learn(Input(4_000 + Normal.Sample(random, 0, was), 50, 4_000, next));
        }

        double RiskOf(double spread) => 1 - Normal.CDF(0, 1, (policy.Decide(Input(4_000, 50, 4_000, spread)) * Line.PerReplica - 4_000) / spread);

        Assert.True(RiskOf(1_000) > 1.2 * RiskOf(100));
    }

    [Fact]
    public async Task RiskPrice_ATailBeyondAnyFleet_DecidesAllTheSame()
    {
        var decide = Task.Run(static () => new RiskPricePolicy(Line, 0.05, 1).Decide(new PolicyInput
        {
            Load = 100, Replicas = 5, IsMiss = false, Point = 100, Upper = new double[] { 100, 1e15, 1e30 }, Exceedance = new double[] { 0.5, 0.01, 0.001 },
        }), TestContext.Current.CancellationToken);

        Assert.True(await decide.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken) > 0);
    }

    [Fact]
    public void RiskPrice_AWildHour_IsNotGivenUp()
    {
        var policy = new RiskPricePolicy(Line, 0.05, 1);
        for (var t = 0; t < 1_000; t++)
        {
            policy.Decide(Input(4_000, 50, 4_000, 40));
        }

        var replicas = policy.Decide(Input(4_000, 50, 4_000, 20_000));

        Assert.InRange(1 - Normal.CDF(0, 1, (replicas * Line.PerReplica - 4_000) / 20_000), 0, 5.1 * 0.05);
    }

    [Fact]
    public void Bacc_AfterMisses_PlansWithMoreRoom()
    {
        var (calm, hurt) = (new BaccPolicy(Line, 0.05, 1, 100, isClamped: true), new BaccPolicy(Line, 0.05, 1, 100, isClamped: true));
        int Last(BaccPolicy policy, bool isMiss)
        {
            var decided = 0;
            for (var t = 0; t < 50; t++)
            {
                decided = policy.Decide(Input(4_000, 50, 4_000, 0, isMiss));
            }

            return decided;
        }

        Assert.True(Last(hurt, isMiss: true) > Last(calm, isMiss: false));
    }

    [Fact]
    public void Hpa_WithinTolerance_KeepsAndBelowItWaitsForTheWindow()
    {
        var policy = new HpaPolicy(Line, 0.5, stabilization: 3);

        Assert.Equal(50, policy.Decide(Input(4_100, 50, 0, 0)));
        Assert.Equal([50, 50, 25], Enumerable.Range(0, 3).Select(_ => policy.Decide(Input(1_440, 50, 0, 0))));
    }

    [Fact]
    public void Kpa_LoadTwiceWhatIsReady_PanicsAndDoesNotShrink()
    {
        var policy = new KpaPolicy(Line, 1.0, stable: 4);

        Assert.Equal(25, policy.Decide(Input(2_000, 10, 0, 0)));
        Assert.Equal(25, policy.Decide(Input(80, 25, 0, 0)));
    }

    [Fact]
    public void Autopilot_AConstantLoadWithRarePeaks_TakesThePercentile()
    {
        var (loose, strict) = (new AutopilotPolicy(Line, 0.05, 10_000), new AutopilotPolicy(Line, 0.001, 10_000));
        for (var t = 0; t < 1_000; t++)
        {
            var input = Input(t % 100 == 0 ? 8_000 : 800, 10, 0, 0);
            loose.Learn(input);
            strict.Learn(input);
        }

        Assert.InRange(loose.Decide(Input(800, 10, 0, 0)), 10, 11);
        Assert.InRange(strict.Decide(Input(800, 10, 0, 0)), 100, 104);
    }

    private static double Misses(double allowed, double bias)
    {
        const int Steps = 20_000;
        var random = new Random(11);
        var policy = new RiskPricePolicy(Line, allowed, lead: 1);
        var (replicas, misses, load) = (500, 0, 40_000.0);
        for (var t = 0; t < Steps; t++)
        {
            var isMiss = Line.At(load, replicas) > Line.Limit;
            misses += isMiss ? 1 : 0;
            replicas = policy.Decide(Input(load, replicas, 40_000, bias * 2_000, isMiss));
            load = 40_000 + 2_000 * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return misses / (double)Steps;
    }

    private static PolicyInput Input(double load, int replicas, double point, double spread, bool isMiss = false)
    {
        double[] upper = [.. Grid.Select(p => point + spread * Normal.InvCDF(0, 1, 1 - p))];
        return new PolicyInput { Load = load, Replicas = replicas, IsMiss = isMiss, Point = point, Upper = upper, Exceedance = Grid };
    }
}
