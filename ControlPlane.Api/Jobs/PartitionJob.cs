using Quartz;

namespace Headroom.ControlPlane.Api.Jobs;

/// <summary>Tomorrow's partitions, before tomorrow.</summary>
[DisallowConcurrentExecution]
internal sealed class PartitionJob(RetentionPolicy policy) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await policy.PrepareAsync(cancellationToken);
}
