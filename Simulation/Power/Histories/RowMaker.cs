using Headroom.Simulation.Events;

namespace Headroom.Simulation.Power.Histories;

/// <summary>
/// Rows of any number of servers: those of the history first, in an order drawn once, then added ones. An added server is one of
/// the history's: its part of the row's swing at the same instant, and its own rest from another, like hour.
/// </summary>
internal sealed class RowMaker
{
    private readonly RowHistory _history;
    private readonly CommonPart _common;
    private readonly RestBlocks _blocks;
    private readonly int[] _order;
    private readonly (float Low, float High)[] _ranges;
    private readonly int _seed;

    public RowMaker(RowHistory history, int seed)
    {
        (_history, _seed) = (history, seed);
        _common = new CommonPart(history);
        _blocks = new RestBlocks(history);
        _order = [.. Enumerable.Range(0, history.Watts.Count)];
        Seeds.For(seed, "order").Shuffle(_order);
        _ranges = [.. history.Watts.Select(static w => (w.Min(), w.Max()))];
    }

    /// <summary>Draw of one server of a row, by sample, watts; the same whatever the row's size.</summary>
    /// <param name="server">From 0.</param>
    /// <param name="watts">Overwritten.</param>
    public void Draw(int server, float[] watts)
    {
        var donor = _order[server % _order.Length];
        if (server < _order.Length)
        {
            _history.Watts[donor].CopyTo(watts, 0);
            return;
        }

        var from = _blocks.Draw(watts.Length, Seeds.For(_seed, $"server {server}"));
        // Whatever is put together, a server draws neither more nor less than it ever did.
        var (low, high) = _ranges[donor];
        for (var t = 0; t < watts.Length; t++)
        {
            watts[t] = Math.Clamp((float)(_common.Follow(donor, t) + _common.Rest(donor, from[t])), low, high);
        }
    }
}
