using Headroom.Power.Models;

namespace Headroom.SimulatedNodes.Cards;

/// <summary>Draw and pace of one card under a clock and a limit, by the published curve; prompts that do not fit wait.</summary>
internal sealed class CardWork(GpuModel gpu)
{
    private const double IdleShare = .2;

    // Gateways send what would wait longer elsewhere: a brake that is let go must not meet a backlog that makes it brake again.
    private const double MostBacklogSeconds = 3;

    private static readonly PhaseDraw Phases = PhaseDraw.Bloom;

    private double _backlog;

    /// <summary>Share of TDP that is drawn.</summary>
    public double Share { get; private set; } = IdleShare;

    /// <summary>Share of the time that prompts are read.</summary>
    public double Prefilling { get; private set; }

    /// <summary>Whether the power limit, not the clock, is what slows it.</summary>
    public bool IsAtLimit { get; private set; }

    /// <param name="offered">Prefill that comes, of one card's at the highest clock; null on a card that no pod holds.</param>
    /// <param name="ratio">Locked clock over the highest.</param>
    /// <param name="limit">Power limit over TDP.</param>
    public void Step(double? offered, double seconds, double ratio, double limit)
    {
        if (offered is not { } work)
        {
            (_backlog, Share, Prefilling, IsAtLimit) = (0, IdleShare, 0, false);
            return;
        }

        var curve = gpu.Curve;
        var prefill = Phases.Prefill * curve.PrefillPower(ratio);
        var slow = ClockCurve.PrefillTime(ratio) / (prefill > limit ? curve.PrefillRatio(limit / prefill) : 1);
        var begun = seconds > 0 ? Math.Min(work + _backlog / seconds, 1 / slow) : Math.Min(work, 1 / slow);
        _backlog = Math.Clamp(_backlog + (work - begun) * seconds, 0, MostBacklogSeconds);
        Prefilling = begun * slow;
        IsAtLimit = Prefilling > 0 && prefill > limit;
        Share = Prefilling * Math.Min(prefill, limit) + (1 - Prefilling) * Math.Min(Phases.Decode * curve.DecodePower(ratio), limit);
    }
}
