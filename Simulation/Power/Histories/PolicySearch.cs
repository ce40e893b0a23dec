namespace Headroom.Simulation.Power.Histories;

/// <summary>One policy's way up: rungs that all policies share, then halving between the last that fits and the next.</summary>
/// <remarks>Takes it that more servers are never easier. The answer has been replayed over the whole history.</remarks>
internal sealed class PolicySearch(string policy, RowHistory history, HiddenSwing? swing, HistorySettings settings)
{
    // A few rungs beyond what fits show how fast the risk grows.
    private const int RungsBeyond = 3;
    private const int Columns = 446;

    private readonly List<HistoryOutcome> _tried = [];
    private int _refusedInARow;
    private int? _refused;

    public bool IsDone => _refusedInARow >= RungsBeyond;

    private int Accepted => _tried.Where(o => o.IsAccepted && !(o.Servers > _refused)).Select(static o => o.Servers).DefaultIfEmpty(0).Max();

    public void Climb(RowWork work, int servers)
    {
        var outcome = Replay(work);
        if (outcome is not null)
        {
            _tried.Add(outcome);
        }

        if (outcome is { IsAccepted: true })
        {
            _refusedInARow = 0;
        }
        else
        {
            _refusedInARow++;
            _refused = Math.Min(_refused ?? servers, servers);
        }
    }

    /// <param name="row">Makes a row of so many servers.</param>
    public PolicyResult Settle(Func<int, RowWork> row)
    {
        var accepted = Accepted;
        while (_refused is { } refused && refused - accepted > 1)
        {
            var middle = (accepted + refused) / 2;
            if (Replay(row(middle), stopAtBrake: true) is { IsAccepted: true } outcome)
            {
                _tried.Add(outcome);
                accepted = middle;
            }
            else
            {
                _refused = middle;
            }
        }

        var tried = _tried.OrderBy(static o => o.Servers).ToList();
        var fit = tried.Find(o => o.Servers == accepted);
        return new PolicyResult(policy, fit, _refused is not null, tried, fit is null ? null : Track(row(accepted)));
    }

    private DrawTrack Track(RowWork work)
    {
        var replay = new HistoryReplay(work, history, swing, HistoryPolicies.Create(policy, settings), settings);
        var recorder = new DrawRecorder(Columns, replay.Steps);
        replay.Run(stopAtBrake: false, recorder);
        return recorder.Track;
    }

    // Null where a static limit would be below what a GPU takes.
    private HistoryOutcome? Replay(RowWork work, bool stopAtBrake = false)
    {
        try
        {
            return new HistoryReplay(work, history, swing, HistoryPolicies.Create(policy, settings), settings).Run(stopAtBrake);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
