using Headroom.Scaling.ColdStart.Gaps;
using Headroom.Scaling.ColdStart.Services;
using Headroom.Simulation.Events;

namespace Headroom.Simulation.ColdStarts;

/// <summary>Keep-alive policies on one trace, with loads that take time.</summary>
public static class ColdStartStudy
{
    private const string Fixed = "Fixed";
    private const string Ours = "Headroom";
    private const string Knative = "Knative";
    private const string Histogram = "HybridHistogram";
    private const string ByPrice = "HeadroomByPrice";

    // Knative's stable window and its grace before zero.
    private static readonly TimeSpan KnativeKeepAlive = TimeSpan.FromSeconds(60 + 30);

    /// <summary>What can be compared.</summary>
    public static IReadOnlyList<string> Names { get; } = [Fixed, Knative, Histogram, Ours];

    /// <param name="requests">In order of time, not empty.</param>
    /// <param name="settings">With at least one keep-alive.</param>
    /// <param name="progress">Told the share that is done; from any thread.</param>
    /// <param name="ct">Ends it.</param>
    public static IReadOnlyList<ColdStartRow> Run(
        IReadOnlyList<TracedRequest> requests, ColdStartSettings settings, Action<double> progress, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(progress);
        var cases = Cases(settings).ToList();
        var rows = new ColdStartRow[cases.Count];
        var done = 0;
        Parallel.For(0, cases.Count, new ParallelOptions { CancellationToken = ct }, i =>
        {
            var (name, keepAlive, policy) = cases[i];
            rows[i] = new ColdStartRow(name, keepAlive, new PodTally());
            new PodReplay(requests, policy, settings.StartUps(Seeds.For(settings.Seed, "loads")), rows[i].Tally).Run(ct);
            progress(Interlocked.Increment(ref done) / (double)cases.Count);
        });
        return rows;
    }

    private static IEnumerable<(string Name, TimeSpan? KeepAlive, IKeepAlivePolicy Policy)> Cases(ColdStartSettings settings)
    {
        foreach (var name in Names.Where(settings.Policies.Contains))
        {
            foreach (var keepAlive in name is Fixed or Ours ? settings.KeepAlives : [])
            {
                yield return (name, keepAlive, name == Fixed ? new GapKeepAlive(new FixedKeepAlive(keepAlive.TotalSeconds)) : new ServiceKeepAlive(keepAlive.TotalSeconds));
            }

            if (name == Knative)
            {
                yield return (name, KnativeKeepAlive, new GapKeepAlive(new FixedKeepAlive(KnativeKeepAlive.TotalSeconds)));
            }
            else if (name == Histogram)
            {
                yield return (name, null, new GapKeepAlive(new HybridHistogram()));
            }
        }

        if (settings.WaitCost is { } waited)
        {
            yield return (ByPrice, null, new ServiceKeepAlive(new ColdStartPrice(IdleSecond: 1, waited)));
        }
    }
}
