using System.Globalization;
using System.Text.Json.Nodes;

namespace Headroom.Bench.Failover;

/// <summary>
/// Two control planes as they are shipped, over a real PostgreSQL and a real RabbitMQ, while objects must be scaled: the
/// leader is killed again and again, put to sleep past its lease, and broker and database go away. At the end nothing
/// may have been left undone, done twice, done without the lease, or be missing from a stream.
/// </summary>
internal sealed class FailoverBenchmark : IBenchmark
{
    public string Name => "failover";

    public string Description => "kill -9 of the leader, a paused leader, no broker, no database: handover, missed and doubled acts, lost events";

    public async Task<JsonObject> RunAsync(BenchOptions options, CancellationToken ct)
    {
        var shape = options.IsQuick ? FailoverShape.Quick : FailoverShape.Full;
        Console.WriteLine("a local cluster, PostgreSQL, RabbitMQ and two control planes");
        await using var stack = await FailoverStack.StartAsync(options.Root, shape, ct);
        await Task.WhenAll(stack.BeginAsync(0, ct), stack.BeginAsync(1, ct));
        await Task.WhenAll(stack.Replicas.Select(r => r.ReadyAsync(ct)));
        var run = new FailoverRun(stack, shape);
        var figures = await run.RunAsync(ct);
        var acts = stack.Log.Judge();
        var doubled = acts.Repeated + acts.WithoutLease;
        var result = new JsonObject
        {
            ["benchmark"] = Name,
            ["quick"] = options.IsQuick,
            ["kills"] = figures.Handovers.Count,
            ["leader_failover_s"] = Math.Round(figures.Handovers.Max(h => h.Lease), 2),
            ["leader_failover_mean_s"] = Math.Round(figures.Handovers.Average(h => h.Lease), 2),
            ["first_act_s"] = Math.Round(figures.Handovers.Max(h => h.Act), 2),
            ["acts"] = acts.Acts,
            ["missed_actuations"] = figures.Missed,
            ["double_actuations"] = doubled,
            ["unconditional_acts"] = acts.Unconditional,
            ["events"] = figures.Events,
            ["events_lost"] = figures.Unrecorded + figures.Unseen,
            ["events_unrecorded"] = figures.Unrecorded,
            ["events_unseen"] = figures.Unseen,
            ["stream_gaps"] = figures.Gaps,
            ["terms"] = acts.Terms,
        };
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{acts.Acts} acts in {acts.Terms} terms: {figures.Missed} missed, {acts.Repeated} repeated, {acts.WithoutLease} without the lease; {figures.Events} events: {figures.Unrecorded} acts without one, {figures.Unseen} not streamed"));
        // A leader killed between the server's answer and its own next write leaves a scale without a decision: a figure of the result,
        // not a failure of the run. What was done twice, or not at all, or is stored and was not shown, is one.
        return figures.Missed == 0 && doubled == 0 && figures.Unseen == 0
            ? result
            : throw new BenchException($"failover lost something: {result.ToJsonString()}");
    }
}
