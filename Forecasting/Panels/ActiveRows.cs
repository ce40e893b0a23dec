using System.Numerics.Tensors;

namespace Headroom.Forecasting.Panels;

/// <summary>
/// An indicator that rests at its lowest value now and then, such as a count of connections, read as if it never did:
/// a row at rest repeats the active row before it. What moves underneath is then seen without the holes.
/// </summary>
/// <param name="Series">Values without the rests.</param>
/// <param name="Lowest">The value rested at.</param>
/// <param name="IdleShare">Share of the training rows at rest.</param>
internal sealed record ActiveRows(float[] Series, float Lowest, double IdleShare)
{
    private const double LeastIdle = 0.03;
    private const double MostIdle = 0.9;

    /// <summary>Null where too few or nearly all rows are at rest.</summary>
    /// <param name="series">Values, oldest first.</param>
    /// <param name="trainRows">Rows whose lowest value is the one rested at, ≥ 1.</param>
    public static ActiveRows? Find(float[] series, int trainRows)
    {
        var lowest = TensorPrimitives.Min<float>(series.AsSpan(0, trainRows));
        var idle = series.AsSpan(0, trainRows).Count(lowest) / (double)trainRows;
        if (idle is < LeastIdle or > MostIdle)
        {
            return null;
        }

        var carried = (float[])series.Clone();
        var last = series.First(v => v != lowest);
        for (var t = 0; t < carried.Length; t++)
        {
            last = carried[t] == lowest ? last : carried[t];
            carried[t] = last;
        }

        return new ActiveRows(carried, lowest, idle);
    }
}
