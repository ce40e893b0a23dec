using Headroom.Forecasting.Members;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Hosting;
using Headroom.Scaling.Policies;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>Says which models an autoscaler may have: a fleet of thousands must not outgrow the operator's memory.</summary>
internal sealed class ModelBudget(AutoscalerRegistry registry, IOptions<OperatorOptions> options)
{
    // A full set over two weeks, and what tells one from a cheap set.
    private const long FullBytes = 320 * 1024;

    /// <summary>What its next pool is fitted from.</summary>
    public MemberSet For(AutoscalerMemory memory) => memory.Settings.Members switch
    {
        MemberChoice.Cheap => MemberSet.Cheap,
        MemberChoice.Full => MemberSet.Full,
        MemberChoice.Harmony => MemberSet.Harmony,
        // Its own model counts as what the next may grow to.
        _ => Others(memory) + FullBytes <= Limit ? MemberSet.Full : MemberSet.Cheap,
    };

    /// <summary>Whether it may have a forecast of the one time that its decisions land on, beside its pool.</summary>
    public bool AllowsLead(AutoscalerMemory memory) => memory.Settings.Policy != PolicyKind.Headroom || memory.Settings.Members switch
    {
        MemberChoice.Cheap => false,
        MemberChoice.Auto => Others(memory) + FullBytes + LeadTrack.Footprint(memory.Settings) <= Limit,
        _ => true,
    };

    private long Limit => options.Value.ModelMemoryMiB * 1024L * 1024L;

    private long Others(AutoscalerMemory memory) =>
        registry.All.Where(m => m != memory).Sum(static m => (m.Pool?.Bytes ?? 0) + (m.Running?.Track is null ? 0 : LeadTrack.Footprint(m.Settings)));
}
