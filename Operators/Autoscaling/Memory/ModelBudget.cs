using Headroom.Forecasting.Members;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Hosting;
using Microsoft.Extensions.Options;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>Says which members an autoscaler's next pool is fitted from: a fleet of thousands must not outgrow the operator's memory.</summary>
internal sealed class ModelBudget(AutoscalerRegistry registry, IOptions<OperatorOptions> options)
{
    // A full set over two weeks, and what tells one from a cheap set.
    private const long FullBytes = 320 * 1024;

    public MemberSet For(AutoscalerMemory memory) => memory.Settings.Members switch
    {
        MemberChoice.Cheap => MemberSet.Cheap,
        MemberChoice.Full => MemberSet.Full,
        MemberChoice.Harmony => MemberSet.Harmony,
        // Its own model counts as what the next may grow to.
        _ => Others(memory) + FullBytes <= options.Value.ModelMemoryMiB * 1024L * 1024L ? MemberSet.Full : MemberSet.Cheap,
    };

    private long Others(AutoscalerMemory memory) => registry.All.Where(m => m != memory).Sum(static m => m.Pool?.Bytes ?? 0);
}
