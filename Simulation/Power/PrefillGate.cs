namespace Headroom.Simulation.Power;

/// <summary>What the gateways of a row do with the allowance: hold low priority until fewer servers are in prefill.</summary>
/// <remarks>
/// A gateway knows which servers it has sent prompts that have not answered their first token, and hears of the others'
/// counts every quarter second, a quarter second late. A prompt behind another on the same server draws nothing more.
/// </remarks>
internal sealed class PrefillGate(bool isDelayed)
{
    private readonly Queue<WaitingRequest> _held = new();
    private double _ungated;
    private int _told;

    /// <summary>Watts for all prefills at once.</summary>
    public double Allowance { get; set; } = double.PositiveInfinity;

    /// <summary>Watts of one server of low and of high priority in prefill.</summary>
    public double LowCost { get; set; } = 1;

    public double HighCost { get; set; } = 1;

    public int Held => _held.Count;

    /// <param name="low">Servers of low priority in prefill at once.</param>
    public bool HasRoomFor(int low) => low * LowCost + _ungated * HighCost <= Allowance;

    /// <param name="ungated">Servers of high priority in prefill.</param>
    /// <param name="keep">Weight of the past: a short lull of ungated work is not given away at once.</param>
    public void Exchange(int ungated, double keep)
    {
        var known = isDelayed ? _told : ungated;
        _told = ungated;
        _ungated = Math.Max(known, keep * _ungated + (1 - keep) * known);
    }

    public void Hold(in WaitingRequest request) => _held.Enqueue(request);

    /// <summary>The oldest that is held.</summary>
    public WaitingRequest TakeFirst() => _held.Dequeue();
}
