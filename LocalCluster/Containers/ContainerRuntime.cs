using System.Collections.Concurrent;
using System.Net;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Containers;

/// <summary>The real processes behind pods that ask for one; they end with the cluster.</summary>
internal sealed class ContainerRuntime : IHostedService
{
    private static int _addresses;

    private readonly ConcurrentDictionary<ObjectKey, ContainerProcess> _running = new();

    public ContainerProcess? Find(ObjectKey pod) => _running.GetValueOrDefault(pod);

    public ContainerProcess Start(StoredObject pod, int port, TimeSpan load, Action changed)
    {
        Discard(pod.Key);
        return _running[pod.Key] = ContainerProcess.Start(pod.Uid, pod.Key.Name, new IPEndPoint(NextAddress(), port), load, changed);
    }

    /// <summary>Ends it at once if it still runs, and forgets it.</summary>
    public void Discard(ObjectKey pod)
    {
        if (_running.TryRemove(pod, out var container))
        {
            _ = container.DisposeAsync().AsTask();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var container in _running.Values)
        {
            await container.DisposeAsync();
        }

        _running.Clear();
    }

    // All of 127/8 is the loopback's on Linux. By process id, so that clusters beside each other do not meet.
    private static IPAddress NextAddress()
    {
        var (id, number) = (Environment.ProcessId, Interlocked.Increment(ref _addresses));
        return new IPAddress([127, (byte)(64 + ((id >> 8) & 63)), (byte)id, (byte)(1 + number % 254)]);
    }
}
