using Headroom.LocalCluster.Hosting;

namespace Headroom.Bench.Soaking;

/// <summary>Two replicas at any time: one that is killed is followed by a new life.</summary>
internal sealed class Replicas(LocalClusterHost host, TimeSpan lease) : IAsyncDisposable
{
    // Caches filled, code compiled, pools at their size.
    private static readonly TimeSpan SettledAfter = TimeSpan.FromSeconds(45);

    private readonly Replica[] _living = new Replica[2];
    private int _lives;

    public int Kills { get; private set; }

    public int Sleeps { get; private set; }

    public void Start()
    {
        for (var i = 0; i < _living.Length; i++)
        {
            _living[i] = Begin();
        }
    }

    public async Task<bool> KillAsync(string? name)
    {
        var index = Array.FindIndex(_living, r => r.Name == name);
        if (index < 0)
        {
            return false;
        }

        await _living[index].KillAsync();
        await _living[index].DisposeAsync();
        _living[index] = Begin();
        Kills++;
        return true;
    }

    public async Task SleepAsync(string? name, TimeSpan length, CancellationToken ct)
    {
        if (Array.Find(_living, r => r.Name == name) is { } replica)
        {
            Sleeps++;
            await replica.SleepAsync(length, ct);
        }
    }

    /// <summary>Remembers what each life weighs once it has settled.</summary>
    public async Task WeighAsync(CancellationToken ct)
    {
        foreach (var replica in _living)
        {
            if (replica.Settled is null && TimeProvider.System.GetElapsedTime(replica.StartedAt) > SettledAfter)
            {
                replica.Settled = await replica.AskAsync(ct);
            }
        }
    }

    public async Task<IReadOnlyList<(ReplicaReport? Settled, ReplicaReport Now)>> AskAsync(CancellationToken ct)
    {
        var reports = new List<(ReplicaReport? Settled, ReplicaReport Now)>();
        foreach (var replica in _living)
        {
            reports.Add((replica.Settled, await replica.AskAsync(ct)));
        }

        return reports;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _living.Where(r => r is not null))
        {
            await replica.DisposeAsync();
        }
    }

    private Replica Begin()
    {
        var name = $"replica-{++_lives}";
        return Replica.Start(name, host.Address, host.AddUser(name, "system:masters"), lease);
    }
}
