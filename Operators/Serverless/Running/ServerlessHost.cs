using Headroom.Kubernetes;
using Headroom.Kubernetes.Watching;
using Headroom.Kubernetes.Workloads;
using Headroom.Operators.Runtime;
using Headroom.Operators.Serverless.Api;
using Headroom.Operators.Serverless.ColdStarts;
using Headroom.Operators.Serverless.Demand;
using Headroom.Operators.Serverless.KeepAlive;
using Microsoft.Extensions.Hosting;

namespace Headroom.Operators.Serverless.Running;

/// <summary>Runs the kind's cache and its pods', the demand reader, the record of starts and the controller.</summary>
/// <remarks>The cache is not among those that readiness waits for: a cluster without this kind is served all the same.</remarks>
internal sealed class ServerlessHost(
    Informer<ServerlessService> services, Informer<Deployment> deployments, ServerlessPods pods, ServerlessObserver observer, DemandReader demand,
    Keepers keepers, ServerlessLearning learning, ColdStartRecorder starts, ControllerRunner<ObjectKey> runner)
    : BackgroundService
{
    /// <summary>The controller has stopped by then, and the lease is held still: that ends after this.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await learning.FinishAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        keepers.Touched = runner.Queue.Add;
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
            await Task.WhenAll(
                services.RunAsync(stoppingToken), pods.Informer.RunAsync(stoppingToken), demand.RunAsync(stoppingToken),
                learning.RunAsync(stoppingToken), starts.RunAsync(stoppingToken), runner.RunAsync(stoppingToken));
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
