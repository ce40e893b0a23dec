using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;
using Headroom.Simulation.Backtesting;

namespace Headroom.ControlPlane.Api.WhatIf;

/// <summary>
/// Runs one replay at a time, on a thread of its own: decisions must not wait for somebody's what-if. The last few results
/// are kept for a while.
/// </summary>
internal sealed partial class WhatIfRuns(TimeProvider time, ILogger<WhatIfRuns> logger) : IDisposable
{
    private const int MostKept = 16;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    // Forecasting is nearly all of the work; deciding twice is the rest.
    private const double ForecastShare = 0.9;

    private readonly Lock _lock = new();
    private readonly List<WhatIfRun> _runs = [];

    /// <returns>Null while another runs.</returns>
    public WhatIfRun? TryStart(
        AutoscalerKey key, SpecText change, WhatIfPlan plan, WhatIfHistoryItem history, ReplayTerms present, ReplayTerms proposed)
    {
        WhatIfRun run;
        lock (_lock)
        {
            ForgetLocked();
            if (_runs.Exists(static r => r.IsRunning))
            {
                return null;
            }

            run = new WhatIfRun(key, change, time.GetUtcNow(), Limit, time);
            _runs.Add(run);
        }

        _ = Task.Factory.StartNew(
            () => Work(run, plan, history, present, proposed), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return run;
    }

    public WhatIfRun? Find(AutoscalerKey key, string id)
    {
        lock (_lock)
        {
            ForgetLocked();
            return _runs.Find(r => r.Id == id && r.Key == key);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var run in _runs.Where(static r => r.IsRunning))
            {
                run.Cancel();
            }
        }
    }

    private void Work(WhatIfRun run, WhatIfPlan plan, WhatIfHistoryItem history, ReplayTerms present, ReplayTerms proposed)
    {
        var failure = run.Do(onProgress =>
        {
            var results = Backtest.Run(
                plan.Series, [plan.Under(present), plan.Under(proposed)],
                step => onProgress(ForecastShare * (step + 1) / plan.Series.Loads.Count));
            return WhatIfJudge.Compare(history, results[0], results[1], Limits(plan, present, proposed));
        });
        if (failure is not null)
        {
            LogFailed(logger, run.Key.ToString(), failure);
        }
    }

    private static List<string> Limits(WhatIfPlan plan, ReplayTerms present, ReplayTerms proposed)
    {
        var limits = new List<string>
        {
            "Behaviour rules, schedules and covariates are not replayed, and what one replica carries is taken as constant.",
        };
        if (plan.Series.Gaps > 0)
        {
            limits.Add($"{plan.Series.Gaps} steps without a value repeat the one before.");
        }

        if (present.MinReplicas == 0 || proposed.MinReplicas == 0)
        {
            limits.Add("Scale to zero is replayed as one replica.");
        }

        return limits;
    }

    private void ForgetLocked()
    {
        var old = time.GetUtcNow() - Kept;
        foreach (var run in _runs.ToList().Where(r => !r.IsRunning && (r.StartedAt < old || _runs.Count >= MostKept)))
        {
            _runs.Remove(run);
            run.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The what-if of {Autoscaler} failed")]
    private static partial void LogFailed(ILogger logger, string autoscaler, Exception exception);
}
