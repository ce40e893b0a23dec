using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Runtime;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.Demand;
using Microsoft.Extensions.Hosting;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Runs the kind's cache, the demand reader and the controller.</summary>
/// <remarks>The cache is not among those that readiness waits for: a cluster without this kind is served all the same.</remarks>
internal sealed class ServerlessHost(
    Informer<ServerlessService> services, Informer<Deployment> deployments, ServerlessObserver observer, DemandReader demand, ControllerRunner<ObjectKey> runner)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var onService = services.Subscribe(OnService);
        using var onDeployment = deployments.Subscribe(change =>
        {
            // Its own scale writes come back here too; the answer is that nothing is to be done.
            if (services.Find(change.Key) is not null)
            {
                runner.Queue.Add(change.Key);
            }
        });
        try
        {
            await Task.WhenAll(services.RunAsync(stoppingToken), demand.RunAsync(stoppingToken), runner.RunAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The way this ends.
        }
    }

    private void OnService(ObjectChange<ServerlessService> change)
    {
        if (change is { Old: { } old, New: { } now } && !IsAskedFor(old, now))
        {
            return;
        }

        if (change.New is null)
        {
            observer.Forget(change.Item.Metadata.Uid ?? "");
        }

        runner.Queue.Add(change.Key);
        // Who was refused a host may have it now, and who had a newer claim may have lost it.
        foreach (var other in new[] { change.Old, change.New }.OfType<ServerlessService>().SelectMany(observer.Claiming))
        {
            runner.Queue.Add(other.Key);
        }
    }

    // A status write raises neither.
    private static bool IsAskedFor(ServerlessService before, ServerlessService after) =>
        before.Metadata.Generation != after.Metadata.Generation
        || before.Metadata.Uid != after.Metadata.Uid
        || before.Metadata.DeletionTimestamp != after.Metadata.DeletionTimestamp
        || before.Metadata.Annotation(ServerlessObserver.WantedAnnotation) != after.Metadata.Annotation(ServerlessObserver.WantedAnnotation)
        || before.Metadata.Annotation("headroom.dev/paused") != after.Metadata.Annotation("headroom.dev/paused");
}
