using Headroom.Forecasting.Distributions;
using Headroom.Forecasting.Skill;

namespace Headroom.Forecasting.Tests.Skill;

public sealed class SkillTrackerTests
{
    private readonly SkillTracker _tracker = new();

    [Fact]
    public void Ventiles_OfAHundredEvenSamples_AreItsQuantiles()
    {
        var even = WeightedSamples.Create([.. Enumerable.Range(1, 100).Select(i => (float)i)], [.. Enumerable.Repeat(1f, 100)]);

        Assert.Equal(Enumerable.Range(1, 19).Select(i => 5f * i), Ventiles.Of(even));
        // The exact score of the samples, to the coarseness of nineteen levels.
        Assert.Equal(even.Crps(70), Ventiles.Crps(Ventiles.Of(even), 70), 0.5);
    }

    [Fact]
    public void Score_ObservationsOfTheForecastItself_FillTheBinsEvenly()
    {
        for (var i = 0; i < 240; i++)
        {
            _tracker.Score(Uniform(100), Uniform(200), (37 * i + 18) % 240 / 2.4);
        }

        Assert.All(_tracker.PitCounts(), count => Assert.InRange(count, 10, 14));
        Assert.Equal(0.9, _tracker.Coverage90!.Value, 0.02);
        Assert.True(_tracker.PitDeviation < 0.03);
        Assert.True(_tracker.RelativeCrps < 0.85);
    }

    [Fact]
    public void Score_AForecastThatIsTooNarrow_SaysSo()
    {
        for (var i = 0; i < 240; i++)
        {
            _tracker.Score(Uniform(100), [], i % 2 == 0 ? 150 : 50);
        }

        Assert.Equal(0.5, _tracker.Coverage90);
        Assert.Equal(0.5, _tracker.PitDeviation!.Value, 0.06);
        Assert.Null(_tracker.RelativeCrps);
        Assert.True(_tracker.Coverage90 < CalibrationBand.For(_tracker.Scored).Least);
    }

    [Fact]
    public void Score_AConstantLoad_IsCalibrated()
    {
        float[] constant = [.. Enumerable.Repeat(7f, Ventiles.Count)];
        for (var i = 0; i < 240; i++)
        {
            _tracker.Score(constant, constant, 7);
        }

        Assert.Equal(0.9, _tracker.Coverage90!.Value, 0.02);
    }

    [Fact]
    public void Coverage_FewOrMissingObservations_IsUnknown()
    {
        for (var i = 0; i < 100; i++)
        {
            _tracker.Score(Uniform(100), [], i < 29 ? 50 : double.NaN);
        }

        Assert.Null(_tracker.Coverage90);
        Assert.Equal(29, _tracker.Scored);
    }

    [Fact]
    public void Restore_ASavedTracker_GoesOnAndADamagedOneIsRefused()
    {
        for (var i = 0; i < 300; i++)
        {
            _tracker.Score(Uniform(100), Uniform(150), i % 100);
        }

        var restored = SkillTracker.TryRestore(_tracker.Save())!;
        restored.Score(Uniform(100), Uniform(150), 3);
        _tracker.Score(Uniform(100), Uniform(150), 3);

        Assert.Equal((_tracker.Coverage90, _tracker.RelativeCrps), (restored.Coverage90, restored.RelativeCrps));
        Assert.Equal(_tracker.PitCounts(), restored.PitCounts());
        Assert.Null(SkillTracker.TryRestore(_tracker.Save() with { Seen = 12 }));
        Assert.Null(SkillTracker.TryRestore(_tracker.Save() with { Crps = double.NaN }));
    }

    [Theory]
    [InlineData(30, 0.735, 1.07)]
    [InlineData(240, 0.80, 0.97)]
    public void Band_FewObservations_AllowsForChance(int scored, double least, double most)
    {
        var band = CalibrationBand.For(scored);

        Assert.Equal(least, band.Least, 0.01);
        Assert.Equal(most, band.Most, 0.01);
    }

    private static float[] Uniform(float width) => [.. Enumerable.Range(0, Ventiles.Count).Select(i => (float)Ventiles.Level(i) * width)];

    [Fact]
    public void VentilesCrps_StandardNormalAtZero_MatchesThePublishedClosedForm()
    {
        // Gneiting and Raftery 2007, eq. 21 at μ = 0, σ = 1, y = 0: 2φ(0) − 1/√π = 0.23370; trapezoids over nineteen levels come within 2%.
        float[] quantiles = [.. Enumerable.Range(0, Ventiles.Count).Select(q => (float)MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, Ventiles.Level(q)))];

        Assert.Equal(0.2337, Ventiles.Crps(quantiles, 0), 0.0045);
    }
}
