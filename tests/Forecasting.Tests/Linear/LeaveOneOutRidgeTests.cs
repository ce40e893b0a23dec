using Headroom.Forecasting.Linear;

namespace Headroom.Forecasting.Tests.Linear;

public sealed class LeaveOneOutRidgeTests
{
    [Fact]
    public void Solve_ALinearTruth_FindsIt()
    {
        var random = new Random(1);
        var ridge = new LeaveOneOutRidge(2);
        for (var i = 0; i < 400; i++)
        {
            float[] row = [(float)Series.Gaussian(random), 1f];
            ridge.Add(row, 3 * row[0] - 2 + 0.01f * (float)Series.Gaussian(random));
        }

        ridge.Solve();

        Assert.Equal(3.0, ridge.Coefficients[0], 1);
        Assert.Equal(-2.0, ridge.Coefficients[1], 1);
    }

    [Fact]
    public void Solve_LeaveOneOutResiduals_AreThoseOfFitsWithoutTheRow()
    {
        var rows = Rows();
        var residuals = Fit(rows).Solve();
        var without = Fit(rows[1..]);
        without.Solve();

        // Penalties may differ by one step of the grid between both fits.
        Assert.Equal(rows[0].Target - without.Predict(rows[0].Row), residuals[0], 1);
    }

    [Fact]
    public void Add_AfterSolve_IsTheFitOfAllRows()
    {
        var rows = Rows();
        var updated = Fit(rows[..20]);
        updated.Solve();
        foreach (var (row, target) in rows[20..])
        {
            updated.Add(row, target);
        }

        updated.Solve();
        var atOnce = Fit(rows);
        atOnce.Solve();

        Assert.All(updated.Coefficients.Zip(atOnce.Coefficients), pair => Assert.Equal(pair.First, pair.Second, 4));
    }

    private static LeaveOneOutRidge Fit(IEnumerable<(float[] Row, float Target)> rows)
    {
        var ridge = new LeaveOneOutRidge(3);
        foreach (var (row, target) in rows)
        {
            ridge.Add(row, target);
        }

        return ridge;
    }

    private static (float[] Row, float Target)[] Rows()
    {
        var random = new Random(2);
        return [.. Enumerable.Range(0, 60).Select(_ =>
        {
            float[] row = [(float)Series.Gaussian(random), (float)Series.Gaussian(random), 1f];
            return (row, row[0] - 0.5f * row[1] + 0.3f * (float)Series.Gaussian(random));
        })];
    }
}
