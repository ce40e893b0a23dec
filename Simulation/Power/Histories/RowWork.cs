using Headroom.Power.Models;

namespace Headroom.Simulation.Power.Histories;

/// <summary>A row of some number of servers as the two kinds of work that clocks act on differently.</summary>
/// <remarks>A server draws idle, then up to the draw of decode it decodes; what it draws beyond is prefill.</remarks>
internal sealed class RowWork
{
    private RowWork(GroupWork low, GroupWork high) => (Low, High) = (low, high);

    public GroupWork Low { get; }

    public GroupWork High { get; }

    /// <summary>Draw with nothing held back.</summary>
    /// <param name="sample">Of the history.</param>
    /// <param name="swing">See <see cref="GroupWork.At"/>.</param>
    public double WattsAt(int sample, double swing)
    {
        var (low, high) = (Low.At(sample, swing), High.At(sample, swing));
        return (double)Low.Idle[sample] + High.Idle[sample] + low.Decode + high.Decode + (low.Prefill + high.Prefill) * Low.PrefillWatts;
    }

    /// <summary>Of low priority among the first so many: spread evenly.</summary>
    public static int LowAmong(int servers, double share) => (int)Math.Floor(servers * share + 1e-9);

    public static RowWork Of(RowMaker maker, int servers, int samples, HistorySettings settings)
    {
        var low = LowAmong(servers, settings.LowShare);
        var (phases, server) = (HistorySettings.Phases, settings.Server);
        var decode = server.WattsAt(phases.Decode) - server.Idle.ToWatts();
        var prefill = server.WattsAt(phases.Prefill) - server.WattsAt(phases.Decode);
        var work = new RowWork(new GroupWork(low, samples, decode, prefill), new GroupWork(servers - low, samples, decode, prefill));
        var watts = new float[samples];
        for (var k = 0; k < servers; k++)
        {
            maker.Draw(k, watts);
            var isLow = LowAmong(k + 1, settings.LowShare) > LowAmong(k, settings.LowShare);
            Add(isLow ? work.Low : work.High, watts, settings.Server);
        }

        return work;
    }

    private static void Add(GroupWork group, float[] watts, ServerModel server)
    {
        var idle = (float)server.Idle.ToWatts();
        var decode = (float)server.WattsAt(HistorySettings.Phases.Decode);
        for (var t = 0; t < watts.Length; t++)
        {
            var draw = watts[t];
            group.Idle[t] += Math.Min(draw, idle);
            group.Decode[t] += Math.Clamp(draw, idle, decode) - idle;
            group.Prefill[t] += (float)(Math.Max(draw - decode, 0) / group.PrefillWatts);
        }
    }
}
