namespace Headroom.Forecasting.Panels.Members;

/// <summary>
/// An intermittent indicator in two parts: how often it rests at its lowest value, and a member that knows its active
/// rows alone. Where rests come by chance a member that sees them learns them as if they meant something.
/// </summary>
/// <param name="moving">Fitted on the active rows of such tables.</param>
internal sealed class HurdleMember(IChannelMember moving) : IChannelMember
{
    public string Name => $"Hurdle{moving.Name}";

    /// <summary>The rows of a table that were not at rest.</summary>
    public static int[] Moving(ChannelTable table, int from, int to)
    {
        var lowest = table.Active!.Value.Rows.Lowest; // Asked about intermittent indicators only.
        return [.. Enumerable.Range(from, to - from).Where(t => table.Truth[t] != lowest)];
    }

    public void Predict(ChannelTable table, int row, Span<float> points)
    {
        var (active, rows) = table.Active!.Value; // A member is asked about tables of the shape it was fitted on.
        var window = table.Window(row);
        // The window's own share, and as many rows again at the training rows' share.
        var idle = (window.Count(rows.Lowest) / (double)window.Length + rows.IdleShare) / 2;
        var resting = (int)Math.Round(idle * points.Length);
        points[..resting].Fill(rows.Lowest);
        if (resting < points.Length)
        {
            moving.Predict(active, row, points[resting..]);
        }

        points.Sort();
    }
}
