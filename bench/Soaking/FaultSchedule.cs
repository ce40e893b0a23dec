using Headroom.LocalCluster.Faults;

namespace Headroom.Bench.Soaking;

/// <summary>Everything that goes wrong at the server, at random: a little all the time, and bursts.</summary>
internal sealed class FaultSchedule(ClusterFaults faults, Random random)
{
    private static readonly FaultRule[] Always =
    [
        new() { Verb = "watch", Answer = 500, Probability = 0.05 },
        new() { Verb = "watch", Answer = 429, RetryAfter = TimeSpan.FromSeconds(1), Probability = 0.05 },
        new() { Verb = "list", Answer = 410, Probability = 0.1 },
        new() { Verb = "list", Answer = 500, Probability = 0.05 },
        new() { Resource = "deployments/scale", Verb = "update", LosesAnswer = true, Probability = 0.03 },
        new() { Resource = "leases", Verb = "update", LosesAnswer = true, Probability = 0.03 },
        new() { Verb = "update", Answer = 409, Probability = 0.03 },
        new() { Verb = "update", Answer = 429, RetryAfter = TimeSpan.FromSeconds(1), Probability = 0.03 },
        new() { Verb = "update", Answer = 500, Probability = 0.03 },
        new() { Verb = "update", Delay = TimeSpan.FromMilliseconds(300), Probability = 0.05 },
        new() { Resource = "leases", Delay = TimeSpan.FromSeconds(2), Probability = 0.02 },
    ];

    private static readonly FaultRule[] TooOld =
    [
        new() { Verb = "watch", Answer = 410, Probability = 0.5 },
        new() { Verb = "watch", Answer = 410, InStream = true, Probability = 0.8 },
        .. Always,
    ];

    public async Task RunAsync(CancellationToken ct)
    {
        var time = TimeProvider.System;
        while (!ct.IsCancellationRequested)
        {
            var burst = random.Next(20);
            faults.Set(burst < 4 ? TooOld : Always);
            if (burst < 10)
            {
                faults.DropWatches();
            }
            else if (burst == 19)
            {
                faults.Restart(TimeSpan.FromSeconds(1 + (2 * random.NextDouble())));
            }

            await Task.Delay(TimeSpan.FromSeconds(0.5 + (2 * random.NextDouble())), time, ct);
        }
    }
}
