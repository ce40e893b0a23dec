using System.Globalization;

namespace Headroom.Bench.Failover;

/// <summary>The faults, one after the other, and what is found after each.</summary>
internal sealed class FailoverRun(FailoverStack stack, FailoverShape shape)
{
    private static readonly TimeProvider Time = TimeProvider.System;

    // Caches, a queue and one write: more than enough, but for a database that is tried again every 30 s at worst.
    private static readonly TimeSpan SettleLimit = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan HandoverLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan DeliveryLimit = TimeSpan.FromSeconds(90);

    private readonly BoundsChanger _bounds = new(stack.Admin, shape.Autoscalers);
    private readonly EventHistory _history = new(stack.Database);
    private readonly List<(double Lease, double Act)> _handovers = [];
    private int _missed;

    public async Task<FailoverFigures> RunAsync(CancellationToken ct)
    {
        EventFollower[] followers = [new(stack, 0), new(stack, 1)];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var following = Task.WhenAll(followers.Select(f => f.RunAsync(end.Token)));
        await UntilAsync(() => Task.FromResult(followers.All(f => f.Openings > 0) && stack.Log.Leader is not null), HandoverLimit, ct);
        var begun = (Time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        await FaultAsync("nothing", static _ => Task.CompletedTask, ct);
        for (var kill = 1; kill <= shape.Kills; kill++)
        {
            await FaultAsync($"kill -9 of the leader, {kill} of {shape.Kills}", KillAsync, ct);
        }

        await FaultAsync($"the leader stopped for {shape.Sleep.TotalSeconds:0} s", SleepAsync, ct);
        await FaultAsync("no broker, and a kill -9 of the leader meanwhile", WithoutBrokerAsync, ct);
        await FaultAsync("no database", WithoutDatabaseAsync, ct);
        var figures = await JudgeAsync(followers, begun, ct);
        await end.CancelAsync();
        await following;
        return figures;
    }

    /// <summary>One fault while objects change, then quiet until every object has the count asked for.</summary>
    private async Task FaultAsync(string name, Func<CancellationToken, Task> fault, CancellationToken ct)
    {
        using (var changing = CancellationTokenSource.CreateLinkedTokenSource(ct))
        {
            var changes = _bounds.RunAsync(shape.ChangesPerSecond, changing.Token);
            await Task.Delay(TimeSpan.FromSeconds(2), Time, ct);
            await fault(ct);
            await Task.Delay(TimeSpan.FromSeconds(1), Time, ct);
            await changing.CancelAsync();
            await changes;
        }

        var quiet = Time.GetTimestamp();
        await UntilAsync(async () => await _bounds.UnmetAsync(ct) == 0, SettleLimit, ct);
        var unmet = await _bounds.UnmetAsync(ct);
        _missed += unmet;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: all as asked for after {Time.GetElapsedTime(quiet).TotalSeconds:0.0} s{(unmet > 0 ? $", but {unmet}" : "")}"));
        await Task.WhenAll(stack.Replicas.Select(r => r.ReadyAsync(ct)));
    }

    private async Task KillAsync(CancellationToken ct)
    {
        var place = stack.Leader;
        var next = stack.Replicas[1 - place].Token;
        var old = stack.Replicas[place];
        var killed = Time.GetTimestamp();
        await old.KillAsync();
        await old.DisposeAsync();
        await UntilAsync(() => Task.FromResult(stack.Log.LeaderToken == next && stack.Log.Since(next).Acted is not null), HandoverLimit, ct);
        var (took, acted) = stack.Log.Since(next);
        if (stack.Log.LeaderToken != next || took is null || acted is null)
        {
            throw new BenchException($"nobody took over within {HandoverLimit.TotalSeconds:0} s");
        }

        var handover = (Time.GetElapsedTime(killed, took.Value).TotalSeconds, Time.GetElapsedTime(killed, acted.Value).TotalSeconds);
        _handovers.Add(handover);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  lease after {handover.Item1:0.00} s, first scale after {handover.Item2:0.00} s"));
        await stack.BeginAsync(place, ct);
    }

    private async Task SleepAsync(CancellationToken ct)
    {
        var leader = stack.Replicas[stack.Leader];
        await leader.StopAsync();
        await Task.Delay(shape.Sleep, Time, ct);
        await leader.ContinueAsync();
        await Task.Delay(TimeSpan.FromSeconds(2), Time, ct); // In which it must not act: the log of acts tells.
    }

    private async Task WithoutBrokerAsync(CancellationToken ct)
    {
        await stack.Rabbit.KillAsync();
        await Task.Delay(shape.Outage, Time, ct);
        await KillAsync(ct);
        await stack.Rabbit.StartAsync();
    }

    private async Task WithoutDatabaseAsync(CancellationToken ct)
    {
        await stack.Postgres.KillAsync();
        await Task.Delay(shape.Outage, Time, ct);
        await stack.Postgres.StartAsync();
    }

    private async Task<FailoverFigures> JudgeAsync(EventFollower[] followers, long begun, CancellationToken ct)
    {
        await UntilAsync(
            async () => await _history.WaitingAsync(ct) == 0 && await UnrecordedAsync(ct) == 0
                && await _history.IdsAsync(begun, ct) is { } ids && followers.All(f => f.Missing(ids).Count == 0),
            DeliveryLimit, ct);
        var all = await _history.IdsAsync(begun, ct);
        return new FailoverFigures(
            _handovers, _missed, all.Count, await UnrecordedAsync(ct), followers.Sum(f => f.Missing(all).Count), followers.Sum(f => f.Gaps));
    }

    private async Task<int> UnrecordedAsync(CancellationToken ct)
    {
        var applied = await _history.AppliedAsync(ct);
        return stack.Log.Counts().Sum(act =>
            Math.Max(0, act.Value - applied.GetValueOrDefault((act.Key.Path.Split('/')[^2], act.Key.Replicas))));
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, TimeSpan limit, CancellationToken ct)
    {
        var begun = Time.GetTimestamp();
        while (!await condition() && Time.GetElapsedTime(begun) < limit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), Time, ct);
        }
    }
}
