namespace Headroom.Bench.Forecasts.Fisher;

/// <summary>The distributions of every member for consecutive rows of one indicator.</summary>
internal sealed class PointTable(int members, int firstRow, int rows)
{
    /// <summary>Equally likely values that stand for one distribution.</summary>
    public const int Points = 64;

    private readonly float[] _points = new float[rows * members * Points];

    public int Members => members;

    /// <summary>A copy that begins at a later row.</summary>
    public PointTable From(int row)
    {
        var skipped = (row - firstRow) * members * Points;
        var copy = new PointTable(members, row, (_points.Length - skipped) / (members * Points));
        _points.AsSpan(skipped).CopyTo(copy._points);
        return copy;
    }

    /// <summary>One member's distribution, ascending.</summary>
    public Span<float> At(int row, int member) => _points.AsSpan(((row - firstRow) * members + member) * Points, Points);

    /// <summary>All members' distributions, one after the other.</summary>
    public ReadOnlySpan<float> At(int row) => _points.AsSpan((row - firstRow) * members * Points, members * Points);
}
