using Microsoft.Extensions.Options;

namespace Headroom.Activator.Hosting;

/// <summary>
/// On shutdown: not ready from now on, every response asks its client to connect elsewhere, and for a while nothing is
/// turned away, until whoever sends requests here has noticed. Then the server stops and waits for what is under way.
/// </summary>
internal sealed class Draining(IOptions<ActivatorOptions> options, TimeProvider time) : IHostedLifecycleService
{
    private bool _isOn;

    public bool IsOn => Volatile.Read(ref _isOn);

    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _isOn, true);
        try
        {
            await Task.Delay(options.Value.DrainDelay, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The shutdown limit was shorter than the delay.
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
