using Headroom.Kubernetes.Events;
using Headroom.Kubernetes.Leases;
using Headroom.Kubernetes.Watching;
using Headroom.Operators.Decisions;
using Headroom.Operators.Runtime;
using Microsoft.Extensions.Hosting;

namespace Headroom.Operators.Hosting;

/// <summary>Runs the caches, the election, the event recorder and the controllers, and ends them in the opposite order.</summary>
internal sealed class OperatorHost(
    IEnumerable<IInformer> informers, LeaderElector elector, EventRecorder recorder, ControllerRunner<AutoscalerKey> autoscalers)
    : IHostedService, IAsyncDisposable
{
    private readonly CancellationTokenSource _controllers = new();
    private readonly CancellationTokenSource _infrastructure = new();
    private Task _controllerWork = Task.CompletedTask;
    private Task _infrastructureWork = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _infrastructureWork = Task.WhenAll(
            [.. informers.Select(i => i.RunAsync(_infrastructure.Token)), elector.RunAsync(_infrastructure.Token), recorder.RunAsync(_infrastructure.Token)]);
        _controllerWork = autoscalers.RunAsync(_controllers.Token);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Controllers first: the lease is released only when nothing of this process writes any more.
        await _controllers.CancelAsync();
        await Quiet(_controllerWork).WaitAsync(cancellationToken);
        await _infrastructure.CancelAsync();
        await Quiet(_infrastructureWork).WaitAsync(cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        _controllers.Dispose();
        _infrastructure.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task Quiet(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // The way these end.
        }
    }
}
