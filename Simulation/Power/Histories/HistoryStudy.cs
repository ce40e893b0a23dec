namespace Headroom.Simulation.Power.Histories;

/// <summary>How many servers of a history fit a feed under each policy, and at which risk.</summary>
public static class HistoryStudy
{
    /// <summary>Of the name plates of the history's servers: beyond, a feed says more about the resampling than about the row.</summary>
    public const int MostBudgets = 6;

    // Idle servers draw a quarter of their name plate.
    private const int MostRows = 4 * MostBudgets;

    private const int Rungs = 24;
    private const double RungShare = .06;

    /// <param name="history">Longer than two readings.</param>
    /// <param name="settings">A budget that at least one server's idle draw fits.</param>
    /// <param name="onProgress">Share of the work that is done; one thread at a time.</param>
    /// <param name="ct">Ends it between two replays.</param>
    public static StudyResult Run(RowHistory history, HistorySettings settings, Action<double> onProgress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(history);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(onProgress);
        onProgress(0);
        var read = history.AtLeast(TimeSpan.FromSeconds(HistorySettings.TelemetrySeconds));
        if (HiddenSwing.Of(read, settings) is not { } swing)
        {
            var (bound, policies) = Search(read, null, settings, onProgress, ct);
            return new StudyResult(read, settings, bound, policies, null);
        }

        var swinging = Search(read, swing, settings, share => onProgress(share / 2), ct);
        var smooth = Search(read, null, settings, share => onProgress((1 + share) / 2), ct);
        var full = (int)(settings.Budget.Milliwatts / settings.Server.Full.Milliwatts);
        return new StudyResult(
            read, settings, swinging.Bound, swinging.Policies, new CoarseResult(swing.Share, settings.SwingSeconds, full, smooth.Bound, smooth.Policies));
    }

    private static (int Bound, IReadOnlyList<PolicyResult> Policies) Search(
        RowHistory read, HiddenSwing? swing, HistorySettings settings, Action<double> onProgress, CancellationToken ct)
    {
        var maker = new RowMaker(read, settings.Seed);
        var bound = FreeBound.Find(maker, read.Samples, swing, settings, MostRows * read.Servers.Count);
        var searches = settings.Policies.Select(p => new PolicySearch(p, read, swing, settings)).ToList();
        RowWork Row(int servers) => RowWork.Of(maker, servers, read.Samples, settings);
        Climb(searches, bound, Row, onProgress, ct);
        var results = new PolicyResult[searches.Count];
        var settled = 0;
        Parallel.For(0, searches.Count, new ParallelOptions { CancellationToken = ct }, i =>
        {
            results[i] = searches[i].Settle(Row);
            lock (searches)
            {
                onProgress((Rungs + ++settled) / (double)(Rungs + searches.Count));
            }
        });
        return (bound, results);
    }

    private static void Climb(List<PolicySearch> searches, int bound, Func<int, RowWork> row, Action<double> onProgress, CancellationToken ct)
    {
        var stride = Math.Max((int)Math.Round(bound * RungShare), 1);
        var first = Math.Max(bound - 2 * stride, 1);
        for (var rung = 0; rung < Rungs && searches.Any(static s => !s.IsDone); rung++)
        {
            var servers = first + rung * stride;
            var work = row(servers);
            var climbing = searches.Where(static s => !s.IsDone).ToList();
            var climbed = 0.0;
            Parallel.ForEach(climbing, new ParallelOptions { CancellationToken = ct }, search =>
            {
                search.Climb(work, servers);
                lock (climbing)
                {
                    onProgress((rung + ++climbed / climbing.Count) / (Rungs + searches.Count));
                }
            });
        }
    }
}
