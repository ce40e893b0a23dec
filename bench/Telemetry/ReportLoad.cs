namespace Headroom.Bench.Telemetry;

/// <summary>Every agent once a second at an instant of its own, as agents do that were started whenever.</summary>
internal sealed class ReportLoad(BenchAgent[] agents)
{
    private static readonly TimeProvider Time = TimeProvider.System;
    private static readonly TimeSpan Slot = TimeSpan.FromMilliseconds(1);

    private readonly BenchAgent[] _agents = [.. agents.OrderBy(static a => a.Phase)];
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private double[] _replies = [];
    private double[] _sinceDue = [];
    private int _answered;
    private int _underWay = 1; // the sender itself, until it has sent its last
    private volatile Exception? _failure;

    /// <exception cref="BenchException">A report failed.</exception>
    public async Task<LoadFigures> RunAsync(TimeSpan length, CancellationToken ct)
    {
        int most = (int)(length.TotalSeconds + 1) * _agents.Length;
        (_replies, _sinceDue) = (new double[most], new double[most]);
        double[] late = new double[most];
        int sent = 0, skipped = 0, turn = 0;
        var paused = GC.GetTotalPauseDuration();
        long begun = Time.GetTimestamp();
        for (double now = 0; now < length.TotalSeconds && _failure is null; now = Time.GetElapsedTime(begun).TotalSeconds)
        {
            for (; DueOf(turn) <= now; turn++)
            {
                var agent = _agents[turn % _agents.Length];
                if (agent.IsBusy)
                {
                    skipped++;
                    continue;
                }

                double due = DueOf(turn), at = Time.GetElapsedTime(begun).TotalSeconds;
                late[sent++] = (at - due) * 1000;
                Interlocked.Increment(ref _underWay);
                _ = PostAsync(agent, late[sent - 1], ct);
            }

            await Task.Delay(Slot, Time, ct);
        }

        var wall = Time.GetElapsedTime(begun);
        Leave();
        await _drained.Task.WaitAsync(ct);
        return _failure is null
            ? new LoadFigures(Sorted(_replies, _answered), Sorted(_sinceDue, _answered), Sorted(late, sent), skipped, wall, GC.GetTotalPauseDuration() - paused)
            : throw new BenchException($"an agent failed: {_failure.Message}");
    }

    private static double[] Sorted(double[] values, int count) => [.. values.Take(count).Order()];

    private double DueOf(int turn) => turn / _agents.Length + _agents[turn % _agents.Length].Phase;

    private async Task PostAsync(BenchAgent agent, double late, CancellationToken ct)
    {
        try
        {
            double reply = (await agent.PostAsync(ct)).TotalMilliseconds;
            int at = Interlocked.Increment(ref _answered) - 1;
            (_replies[at], _sinceDue[at]) = (reply, reply + late);
        }
        catch (Exception e)
        {
            _failure = e;
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _underWay) == 0)
        {
            _drained.SetResult();
        }
    }
}
