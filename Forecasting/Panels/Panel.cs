namespace Headroom.Forecasting.Panels;

/// <summary>Several indicators observed together.</summary>
public sealed class Panel
{
    /// <param name="channels">One array per indicator, all as long as <paramref name="order"/> has rows, finite.</param>
    /// <param name="order">Which earlier rows each row looks at.</param>
    /// <param name="stepsPerDay">Steps in a day, ≥ 2.</param>
    /// <exception cref="ArgumentException">A channel has another length.</exception>
    public Panel(float[][] channels, RowOrder order, int stepsPerDay)
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentNullException.ThrowIfNull(order);
        ArgumentOutOfRangeException.ThrowIfLessThan(stepsPerDay, 2);
        if (channels.Length == 0 || channels.Any(c => c.Length != order.Rows))
        {
            throw new ArgumentException($"Every channel needs {order.Rows} rows.", nameof(channels));
        }

        (Channels, Order, StepsPerDay) = (channels, order, stepsPerDay);
    }

    public float[][] Channels { get; }

    public RowOrder Order { get; }

    public int StepsPerDay { get; }

    public int Rows => Order.Rows;
}
