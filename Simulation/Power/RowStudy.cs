using System.Collections.Concurrent;

namespace Headroom.Simulation.Power;

/// <summary>Runs of one row over seeds, in parallel; rows without a limit are run once per number of servers and kept.</summary>
public sealed class RowStudy(RowPhysics physics, TokenSizes sizes, LoadShape shape)
{
    private readonly ConcurrentDictionary<(int Servers, int Seed, double Days), Lazy<RowOutcome>> _free = new();

    /// <summary>Every seed for the whole time.</summary>
    public RowScore Score(string policy, RowSetting setting, int servers, IReadOnlyList<int> seeds, TimeSpan duration)
    {
        var (runs, free) = (new RowOutcome[seeds.Count], new RowOutcome[seeds.Count]);
        Parallel.For(0, seeds.Count * 2, i =>
        {
            if (i % 2 == 0)
            {
                free[i / 2] = Free(servers, seeds[i / 2], duration);
            }
            else
            {
                runs[i / 2] = Run(policy, setting, servers, seeds[i / 2], duration, stopAtBrake: false);
            }
        });
        return RowScore.Of(servers, setting.Budget.ToWatts(), runs, free);
    }

    /// <summary>Ends at the first brake of any seed.</summary>
    /// <returns>Null when there was a brake.</returns>
    public RowScore? Try(string policy, RowSetting setting, int servers, IReadOnlyList<int> seeds, TimeSpan duration)
    {
        var runs = new RowOutcome[seeds.Count];
        Parallel.For(0, seeds.Count, (i, state) =>
        {
            runs[i] = Run(policy, setting, servers, seeds[i], duration, stopAtBrake: true);
            if (runs[i].Brakes > 0)
            {
                state.Stop();
            }
        });
        return Array.TrueForAll(runs, r => r is { Brakes: 0 })
            ? RowScore.Of(servers, setting.Budget.ToWatts(), runs, [.. seeds.AsParallel().AsOrdered().Select(s => Free(servers, s, duration))])
            : null;
    }

    private RowOutcome Run(string policy, RowSetting setting, int servers, int seed, TimeSpan duration, bool stopAtBrake) =>
        new RowReplay(setting, physics, shape, sizes, RowPolicies.Create(policy, physics, setting), servers, seed).Run(duration, stopAtBrake);

    private RowOutcome Free(int servers, int seed, TimeSpan duration) => _free.GetOrAdd(
        (servers, seed, duration.TotalDays),
        _ => new Lazy<RowOutcome>(() => new RowReplay(
            RowSetting.OutOfBand, physics, shape, sizes, RowPolicies.Create("NoCap", physics, RowSetting.OutOfBand), servers, seed,
            isUnlimited: true).Run(duration))).Value;
}
