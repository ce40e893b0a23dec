using System.Globalization;
using System.Text.Json.Nodes;

namespace Headroom.Bench.Soaking;

/// <summary>
/// Two replicas of the controller runtime, as processes of their own, over 500 autoscalers against a server that fails
/// at random, while leaders are killed and put to sleep past their lease. At the end every cache must equal the server,
/// nothing may have been done twice or without the lease, and no memory may have grown.
/// </summary>
internal sealed class SoakBenchmark : IBenchmark
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public string Name => "soak";

    public string Description => "10 minutes of random faults, 500 autoscalers: caches equal, nothing done twice, no growth";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? SoakShape.Quick : SoakShape.Full;
        var random = new Random(options.Seed);
        await using var cluster = await SoakCluster.StartAsync(options.Root, shape.Autoscalers, options.Seed, ct);
        var log = new ActLog();
        cluster.Host.Faults.OnWrite = log.OnWrite;
        await using var replicas = new Replicas(cluster.Host, shape.Lease);
        replicas.Start();
        await UntilAsync(() => Task.FromResult(log.Leader is not null), ct);
        Console.WriteLine($"{shape.Length.TotalSeconds:0} s of faults over {shape.Autoscalers} autoscalers, seed {options.Seed}");
        var begun = Time.GetTimestamp();
        using (var faults = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            faults.CancelAfter(shape.Length);
            await Task.WhenAll(
                QuietlyAsync(new FaultSchedule(cluster.Host.Faults, new Random(options.Seed)).RunAsync(faults.Token)),
                QuietlyAsync(ChangeAsync(cluster, random, shape, faults.Token)),
                QuietlyAsync(StrikeLeadersAsync(replicas, log, shape, faults.Token)),
                QuietlyAsync(TellAsync(log, begun, faults.Token)));
        }

        cluster.Host.Faults.Set();
        Console.WriteLine("no more faults: waiting for every cache and every Deployment");
        var settled = Time.GetTimestamp();
        var areEqual = await UntilAsync(() => AreEqualAsync(cluster, replicas, ct), ct);
        var settling = Time.GetElapsedTime(settled);
        var acts = log.Judge();
        var result = Report(options, shape, cluster, replicas, acts, areEqual, settling, await replicas.AskAsync(ct));
        return areEqual && acts is { Repeated: 0, WithoutLease: 0, Unconditional: 0 }
            ? result
            : throw new BenchException($"the soak failed: {result.ToJsonString()}");
    }

    private static async Task ChangeAsync(SoakCluster cluster, Random random, SoakShape shape, CancellationToken ct)
    {
        while (true)
        {
            await cluster.ChangeAsync(random, ct);
            await Task.Delay(TimeSpan.FromSeconds(1.0 / shape.ChangesPerSecond), Time, ct);
        }
    }

    private static async Task StrikeLeadersAsync(Replicas replicas, ActLog log, SoakShape shape, CancellationToken ct)
    {
        var begun = Time.GetTimestamp();
        for (var i = 0; ; i++)
        {
            await Task.Delay(shape.LeaderEvery, Time, ct);
            if (Time.GetElapsedTime(begun) < shape.LeaderUntil)
            {
                await (i % 2 == 0 ? replicas.KillAsync(log.Leader) : replicas.SleepAsync(log.Leader, shape.Sleep, ct));
            }

            await replicas.WeighAsync(ct);
        }
    }

    private static async Task TellAsync(ActLog log, long begun, CancellationToken ct)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(30), Time, ct);
            var found = log.Judge();
            Console.WriteLine($"[{Time.GetElapsedTime(begun).TotalSeconds,5:0} s] {found.Acts} acts, {found.Terms} terms, leader {log.Leader}");
        }
    }

    private static async Task<bool> AreEqualAsync(SoakCluster cluster, Replicas replicas, CancellationToken ct)
    {
        // The same before and after the question: otherwise the server was still moving.
        var before = await cluster.DigestAsync(ct);
        var reports = await replicas.AskAsync(ct);
        return await cluster.UnmetAsync(ct) == 0
            && reports.All(r => r.Now.Caches == before)
            && await cluster.DigestAsync(ct) == before;
    }

    /// <returns>Whether it came true before patience ran out.</returns>
    private static async Task<bool> UntilAsync(Func<Task<bool>> condition, CancellationToken ct)
    {
        var begun = Time.GetTimestamp();
        while (Time.GetElapsedTime(begun) < Patience)
        {
            if (await condition())
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(250), Time, ct);
        }

        return false;
    }

    private static async Task QuietlyAsync(Task work)
    {
        try
        {
            await work;
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    private JsonObject Report(
        BenchOptions options, SoakShape shape, SoakCluster cluster, Replicas replicas, ActFigures acts, bool areEqual,
        TimeSpan settling, IReadOnlyList<(ReplicaReport? Settled, ReplicaReport Now)> reports)
    {
        var weighed = reports.Where(r => r.Settled is not null).ToList();
        double Growth(Func<ReplicaReport, long> of) => weighed.Select(r => (of(r.Now) / (double)of(r.Settled!)) - 1).DefaultIfEmpty().Max(); // settled: filtered above
        var injected = new JsonObject(cluster.Host.Faults.Injected.OrderBy(i => i.Key, StringComparer.Ordinal)
            .Select(i => KeyValuePair.Create<string, JsonNode?>(i.Key, i.Value)));
        injected["leader_kill"] = replicas.Kills;
        injected["leader_sleep"] = replicas.Sleeps;
        Console.WriteLine($"caches equal: {areEqual}, after {settling.TotalSeconds:0.0} s");
        Console.WriteLine($"{acts.Acts} acts in {acts.Terms} terms: {acts.Repeated} repeated, {acts.WithoutLease} without the lease, {acts.Unconditional} unconditional");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"growth of lives since they settled: heap {Growth(r => r.HeapBytes):P1}, resident {Growth(r => r.ResidentBytes):P1}"));
        return new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["autoscalers"] = shape.Autoscalers,
            ["seconds"] = shape.Length.TotalSeconds,
            ["caches_equal"] = areEqual,
            ["settled_s"] = Math.Round(settling.TotalSeconds, 1),
            ["acts"] = acts.Acts,
            ["double_acts"] = acts.Repeated + acts.WithoutLease,
            ["unconditional_acts"] = acts.Unconditional,
            ["terms"] = acts.Terms,
            ["heap_mb"] = Math.Round(reports.Max(r => r.Now.HeapBytes) / 1e6, 1),
            ["rss_mb"] = Math.Round(reports.Max(r => r.Now.ResidentBytes) / 1e6, 1),
            ["lives_weighed"] = weighed.Count,
            ["heap_growth"] = Math.Round(Growth(r => r.HeapBytes), 3),
            ["rss_growth"] = Math.Round(Growth(r => r.ResidentBytes), 3),
            ["faults"] = injected,
        };
    }
}
