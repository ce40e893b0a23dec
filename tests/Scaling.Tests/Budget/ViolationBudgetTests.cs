using Headroom.Scaling.Budget;

namespace Headroom.Scaling.Tests.Budget;

public sealed class ViolationBudgetTests
{
    [Fact]
    public void Ceiling_BeforeAPrice_IsTheTargetItself()
    {
        var budget = new ViolationBudget(0.02, 1000);

        Assert.Equal(0.02, budget.Ceiling);
        budget.Price.Start(3);
        Assert.Equal(0.1, budget.Ceiling, 9);
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
