using Quartz;

namespace Headroom.ControlPlane.Api.Jobs;

/// <summary>Drops what is past its retention.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(RetentionPolicy policy) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await policy.ExpireAsync(cancellationToken);
}
