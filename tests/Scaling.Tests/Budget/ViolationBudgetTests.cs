using Headroom.Scaling.Budget;

namespace Headroom.Scaling.Tests.Budget;

public sealed class ViolationBudgetTests
{
    [Fact]
    public void OperatingLevel_Misses_TightenIt_AndQuietLoosensIt()
    {
        var missed = new ViolationBudget(0.05, 1000);
        var quiet = new ViolationBudget(0.05, 1000);

        for (var i = 0; i < 20; i++)
        {
            missed.Record(isMiss: true);
            quiet.Record(isMiss: false);
        }

        Assert.True(missed.OperatingLevel < 0.05);
        Assert.True(quiet.OperatingLevel > 0.05);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.05)]
    [InlineData(0.10)]
    public void OperatingLevel_AForecastThatIsOff_IsSteeredToTheTarget(double allowed)
    {
        // Planned with α, misses come at 3α: an overconfident forecast.
        var random = new Random(17);
        var budget = new ViolationBudget(allowed, 50_000);

        for (var i = 0; i < 40_000; i++)
        {
            budget.Record(random.NextDouble() < 3 * budget.OperatingLevel);
        }

        Assert.InRange(budget.Missed / (double)budget.Evaluated, 0.9 * allowed, 1.1 * allowed);
    }

    [Fact]
    public void Remaining_WindowPasses_ForgetsOldMisses()
    {
        var budget = new ViolationBudget(0.1, 100);
        for (var i = 0; i < 10; i++)
        {
            budget.Record(isMiss: true);
        }

        Assert.Equal(0.0, budget.Remaining, 6);
        for (var i = 0; i < 100; i++)
        {
            budget.Record(isMiss: false);
        }

        Assert.Equal(1.0, budget.Remaining, 6);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void ViolationBudget_AnImpossibleTarget_Throws(double allowed) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ViolationBudget(allowed, 100));
}
