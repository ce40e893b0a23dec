namespace Headroom.Forecasting.Panels.Members;

/// <summary>A fitted one-step forecaster of one indicator. Immutable; safe to share between threads.</summary>
public interface IChannelMember
{
    string Name { get; }

    /// <summary>Writes the distribution of one row as equally likely values, ascending: its quantiles at (i + ½)/n.</summary>
    /// <param name="table">The table it was fitted on, or one of the same shape.</param>
    /// <param name="row">At least <see cref="ChannelTable.FirstRow"/>; only what was known before it is read.</param>
    /// <param name="points">Receives n ≥ 1 values.</param>
    void Predict(ChannelTable table, int row, Span<float> points);
}
