using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>Stands in while no controller runs in this process.</summary>
internal sealed class NoReplays : IReplaySource
{
    public SpecText? Spec(AutoscalerKey key) => null;

    public ReplayHistory? History(AutoscalerKey key, int most) => null;

    public TermsOutcome Read(AutoscalerKey key, SpecText change) => new TermsOutcome.NoSuchAutoscaler();
}
