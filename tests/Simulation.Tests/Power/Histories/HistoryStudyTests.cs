using Headroom.Simulation.Power.Histories;

namespace Headroom.Simulation.Tests.Power.Histories;

public sealed class HistoryStudyTests
{
    [Theory]
    [InlineData(30_001, 10)]
    [InlineData(29_999, 9)]
    [InlineData(31_500, 10)]
    public void Run_ServersThatAlwaysDrawTheSame_BudgetOverWattsFit(double budget, int fit)
    {
        var result = Run(Rows.Constant(8, 3000), Rows.Settings(budget, "NoCap"));

        Assert.Equal(fit, result.FreeBound);
        Assert.Equal(fit, result.Policies[0].Servers);
    }

    [Fact]
    public void Run_ServersThatAlwaysDrawTheSame_OneMoreBrakes()
    {
        var result = Run(Rows.Constant(8, 3000), Rows.Settings(31_500, "NoCap"));

        Assert.All(result.Policies[0].Tried, o => Assert.Equal(o.Servers > 10, o.Brakes > 0));
    }

    [Fact]
    public void Run_AnEqualShareAsPowerLimit_NeverBrakes()
    {
        var result = Run(Rows.DayAndNight(10, 2), Rows.Settings(50_000, "PowerLimit"));

        Assert.All(result.Policies[0].Tried, o => Assert.Equal(0, o.Brakes));
        Assert.All(result.Policies[0].Tried, o => Assert.True(o.PeakShare <= 1 + 1e-6, $"{o.PeakShare} with {o.Servers}"));
    }

    [Fact]
    public void Run_ARowThatSwingsTogether_CapsFitMoreServersThanNothing()
    {
        var result = Run(Rows.DayAndNight(30, 1), Rows.Settings(140_000, "NoCap", "Polca", "Predictive"));

        Assert.Equal(result.FreeBound, result.Policies[0].Servers);
        Assert.True(result.Policies[1].Servers > result.FreeBound, $"Polca {result.Policies[1].Servers}, free {result.FreeBound}");
        Assert.True(result.Policies[2].Servers > result.FreeBound, $"Predictive {result.Policies[2].Servers}, free {result.FreeBound}");
        Assert.All(result.Policies[2].Tried.Where(static o => o.IsAccepted), o => Assert.True(o.High.P50 < .01));
    }

    [Fact]
    public void Run_MeansTooCoarseForTheirSwings_TheRangeHoldsWhatTheFineHistoryFits()
    {
        var (fine, settings) = (Rows.Swinging(10, 2, share: .12), Rows.Settings(50_000, "NoCap", "Polca"));
        var truth = Run(fine, settings);

        var coarse = Run(fine.AtLeast(TimeSpan.FromMinutes(5)), settings);

        Assert.Null(truth.Coarse);
        Assert.NotNull(coarse.Coarse);
        Assert.True(coarse.Coarse.SmoothFreeBound > truth.FreeBound, $"{coarse.Coarse.SmoothFreeBound} believed, {truth.FreeBound} true");
        Assert.InRange(truth.FreeBound, coarse.FreeBound, coarse.FreeBound + 1);
        Assert.InRange(truth.Policies[1].Servers, coarse.Policies[1].Servers, coarse.Coarse.Smooth[1].Servers);
        Assert.Equal(8, coarse.Coarse.FullServers);
    }

    [Fact]
    public void Run_TheSameSeed_TheSameAnswer()
    {
        var (history, settings) = (Rows.DayAndNight(6, 2), Rows.Settings(25_000, "Predictive"));

        var (first, second) = (Run(history, settings), Run(history, settings));

        Assert.Equal(first.Policies[0].Tried, second.Policies[0].Tried);
    }

    [Fact]
    public void Run_ToldToEnd_Ends()
    {
        using var end = new CancellationTokenSource();
        end.Cancel();

        Assert.Throws<OperationCanceledException>(() => HistoryStudy.Run(Rows.Constant(4, 3000), Rows.Settings(20_000), static _ => { }, end.Token));
    }

    [Fact]
    public void Run_Progress_RisesToOne()
    {
        var seen = new List<double>();

        HistoryStudy.Run(Rows.Constant(4, 3000), Rows.Settings(20_000), seen.Add, TestContext.Current.CancellationToken);

        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
    }

    private static StudyResult Run(RowHistory history, HistorySettings settings) =>
        HistoryStudy.Run(history, settings, static _ => { }, TestContext.Current.CancellationToken);
}
