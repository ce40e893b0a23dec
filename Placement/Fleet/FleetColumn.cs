namespace Headroom.Placement.Fleet;

/// <summary>A column of the relaxation: an assignment of all slices, room left over on a type, or the overload.</summary>
/// <param name="Rows">Coefficients; the last row counts assignments.</param>
/// <param name="Slices">By bucket and type; null for what is no assignment.</param>
internal sealed record FleetColumn(double[] Rows, int[]? Slices)
{
    private bool IsOverload { get; init; }

    /// <summary>GPUs' worth of load by type.</summary>
    public double[] Loads => Rows;

    public static FleetColumn Assignment(int buckets, int types) => new(new double[types + 1], new int[buckets * types]);

    public static FleetColumn Slack(int type, int rows)
    {
        var column = new double[rows];
        column[type] = 1;
        return new FleetColumn(column, null);
    }

    public static FleetColumn Overload(double[] dollars, int rows)
    {
        var column = new double[rows];
        for (var j = 0; j < dollars.Length; j++)
        {
            column[j] = -1 / dollars[j];
        }

        return new FleetColumn(column, null) { IsOverload = true };
    }

    public double Cost(double[] prices, double penalty)
    {
        if (Slices is null)
        {
            return IsOverload ? penalty : 0;
        }

        var cost = 0.0;
        for (var j = 0; j < prices.Length; j++)
        {
            cost += prices[j] * Loads[j];
        }

        return cost;
    }
}
