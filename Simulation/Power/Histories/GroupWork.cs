namespace Headroom.Simulation.Power.Histories;

/// <summary>What one priority's servers do with nothing held back.</summary>
/// <param name="servers">How many there are.</param>
/// <param name="samples">How long.</param>
/// <param name="decodeWatts">What one that only decodes draws above idle, at most.</param>
/// <param name="prefillWatts">What one in prefill draws beyond that.</param>
internal sealed class GroupWork(int servers, int samples, double decodeWatts, double prefillWatts)
{
    public int Servers => servers;

    public double PrefillWatts => prefillWatts;

    /// <summary>Draw above idle without prefill, by sample, watts.</summary>
    public float[] Decode { get; } = new float[samples];

    /// <summary>What idle servers draw, by sample, watts.</summary>
    public float[] Idle { get; } = new float[samples];

    /// <summary>Servers in prefill, by sample; not whole.</summary>
    public float[] Prefill { get; } = new float[samples];

    /// <param name="sample">Of the history.</param>
    /// <param name="swing">By which the draw above idle is off the sample's, of it; never below none nor above every server in prefill.</param>
    public GroupLoad At(int sample, double swing)
    {
        double decode = Decode[sample], prefill = Prefill[sample];
        if (swing <= 0)
        {
            var kept = Math.Max(1 + swing, 0);
            return new GroupLoad(decode * kept, prefill * kept);
        }

        var (decodeRoom, prefillRoom) = (Math.Max(servers * decodeWatts - decode, 0), Math.Max(servers - prefill, 0));
        var room = decodeRoom + prefillRoom * prefillWatts;
        var filled = room > 0 ? Math.Min(swing * (decode + prefill * prefillWatts) / room, 1) : 0;
        return new GroupLoad(decode + filled * decodeRoom, prefill + filled * prefillRoom);
    }
}
