namespace Headroom.Forecasting.Panels.Members;

/// <summary>The newest value, or the one a day earlier, with the errors that this made in training.</summary>
internal sealed class NaiveMember : IChannelMember
{
    private readonly bool _isSeasonal;
    private readonly ScaledResiduals _residuals;

    public NaiveMember(ChannelTable table, int from, int to, bool isSeasonal)
    {
        _isSeasonal = isSeasonal;
        var residuals = new float[to - from];
        for (var t = from; t < to; t++)
        {
            residuals[t - from] = (table.Truth[t] - Point(table, t)) / table.Scale[t];
        }

        _residuals = new ScaledResiduals(residuals);
    }

    public string Name => _isSeasonal ? "SeasonalNaive" : "Persistence";

    public void Predict(ChannelTable table, int row, Span<float> points) =>
        _residuals.Spread(Point(table, row), table.Scale[row], points);

    private float Point(ChannelTable table, int row) => _isSeasonal ? table.Seasonal[row] : table.Base[row];
}
