using Headroom.Scaling.Budget;
using Headroom.Scaling.Capacity;
using Headroom.Scaling.StartUp;

namespace Headroom.Scaling.Tests.Budget;

/// <summary>A belief that was saved and restored goes on as if nothing had happened.</summary>
public sealed class SavedBeliefTests
{
    [Fact]
    public void Budget_RestoredMidWindow_GoesOnAsTheOther()
    {
        var random = new Random(5);
        var budget = new ViolationBudget(0.05, 300);
        budget.Price.Start(2);
        Record(budget, random, 450);

        var restored = ViolationBudget.TryRestore(0.05, 300, budget.Save())!;

        for (var i = 0; i < 400; i++)
        {
            var isMiss = random.NextDouble() < 0.1;
            budget.Record(isMiss);
            restored.Record(isMiss);
            Assert.Equal((budget.Price.Now, budget.Remaining, budget.Evaluated), (restored.Price.Now, restored.Remaining, restored.Evaluated));
        }
    }

    [Fact]
    public void Budget_OfAnotherServiceLevelOrDamaged_IsNotTakenOver()
    {
        var budget = new ViolationBudget(0.05, 300);
        Record(budget, new Random(5), 100);
        var saved = budget.Save();

        Assert.Null(ViolationBudget.TryRestore(0.01, 300, saved));
        Assert.Null(ViolationBudget.TryRestore(0.05, 200, saved));
        Assert.Null(ViolationBudget.TryRestore(0.05, 300, saved with { Price = saved.Price! with { Balance = double.NaN } }));
        Assert.Null(ViolationBudget.TryRestore(0.05, 300, saved with { Price = saved.Price! with { Kept = 0 } }));
        Assert.Null(ViolationBudget.TryRestore(0.05, 300, saved with { Next = 300 }));
        Assert.Null(ViolationBudget.TryRestore(0.05, 300, saved with { MissedBits = [.. saved.MissedBits.Select(_ => ulong.MaxValue)] }));
    }

    [Fact]
    public void Budget_SavedBeforeThereWasAPrice_KeepsItsWindowAndStartsThePriceAnew()
    {
        var budget = new ViolationBudget(0.05, 300);
        Record(budget, new Random(5), 100);

        var restored = ViolationBudget.TryRestore(0.05, 300, budget.Save() with { Price = null })!;

        Assert.Equal((budget.Missed, false), (restored.Missed, restored.Price.HasStarted));
    }

    [Fact]
    public void Capacity_Restored_HasTheSameDrawsAndLearnsOn()
    {
        var belief = CapacityBelief.Learned(0.7);
        var random = new Random(6);
        for (var i = 0; i < 50; i++)
        {
            belief.Observe(5 + 10 * random.NextDouble(), 0.1 + 0.03 * i % 0.4);
        }

        var restored = CapacityBelief.TryRestore(0.7, belief.Save()!)!;
        Assert.Equal(belief.CapacityDraws, restored.CapacityDraws);

        belief.Observe(9, 0.4);
        restored.Observe(9, 0.4);
        Assert.Equal(belief.CapacityDraws, restored.CapacityDraws);
        Assert.Null(CapacityBelief.TryRestore(0.8, belief.Save()!));
    }

    [Fact]
    public void StartUp_Restored_PredictsTheSame()
    {
        var belief = new StartUpBelief();
        foreach (var seconds in new[] { 120, 150, 90, 200 })
        {
            belief.Observe(TimeSpan.FromSeconds(seconds));
        }

        var restored = StartUpBelief.TryRestore(belief.Save())!;

        Assert.Equal((belief.Quantile(0.9), belief.Observations), (restored.Quantile(0.9), restored.Observations));
        Assert.Null(StartUpBelief.TryRestore(belief.Save() with { Squares = -1 }));
    }

    private static void Record(ViolationBudget budget, Random random, int intervals)
    {
        for (var i = 0; i < intervals; i++)
        {
            budget.Record(random.NextDouble() < 0.08);
        }
    }
}
