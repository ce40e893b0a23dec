using System.Collections.Concurrent;
using Headroom.Forecasting.History;
using Headroom.Forecasting.Pooling;
using Headroom.Forecasting.Skill;
using Headroom.Operators.Autoscaling.Settings;
using Headroom.Operators.Decisions;
using Headroom.Operators.Indicators;
using Headroom.Scaling.Budget;
using Headroom.Scaling.Capacity;
using Headroom.Scaling.Planning;
using Headroom.Scaling.StartUp;

namespace Headroom.Operators.Autoscaling.Memory;

/// <summary>
/// What one autoscaler remembers between decisions. Only its own reconcile writes it, one at a time; the API and the
/// trainer read copies under the lock.
/// </summary>
internal sealed class AutoscalerMemory
{
    private const int KeptReplicaPoints = 360;
    private static readonly TimeSpan KeptDecisions = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Queue<PastDecision> _past = new();
    private readonly ReplicaRing _replicas = new(KeptReplicaPoints);
    private readonly ConcurrentQueue<TimeSpan> _starts = new();
    private IndicatorHistory[] _histories;

    public AutoscalerMemory(string uid, AutoscalerSettings settings)
    {
        Uid = uid;
        Settings = settings;
        _histories = [.. settings.Indicators.Select(_ => new IndicatorHistory(settings.Step, settings.History))];
        Rates = [.. settings.Indicators.Select(i => i.ValueType == "Counter" ? new CounterRate() : null)];
        Budget = NewBudget(settings);
        Capacity = NewCapacity(settings);
    }

    public string Uid { get; }

    public AutoscalerSettings Settings { get; private set; }

    /// <summary>One per indicator; null for a gauge.</summary>
    public IReadOnlyList<CounterRate?> Rates { get; private set; }

    public ViolationBudget Budget { get; private set; }

    public CapacityBelief Capacity { get; private set; }

    public StartUpBelief StartUp { get; private set; } = new();

    public SkillTracker Skill { get; private set; } = new();

    /// <summary>Swapped in by the trainer; null until there is enough history.</summary>
    public ForecastPool? Pool { get; private set; }

    /// <summary>The pool's naive member alone, which its skill is held against.</summary>
    public ForecastPool? Naive { get; private set; }

    /// <summary>When the pool was last fitted or a fit was tried, decision clock.</summary>
    public DateTimeOffset? FittedAt { get; set; }

    /// <summary>True while a fit waits or runs.</summary>
    public volatile bool IsFitting;

    public int FailedObservations { get; set; }

    /// <summary>The interval judged last, for the roll-ups; taken once.</summary>
    public EvaluationSample? LastSample { get; set; }

    /// <summary>Number of the last evaluation interval that was judged.</summary>
    public long LastInterval { get; set; } = -1;

    /// <summary>What was predicted for a step that has not come yet.</summary>
    public AwaitedForecast? Awaited { get; set; }

    /// <summary>The policy that spec.policy chose, once it has decided; null where the planner decides.</summary>
    public RunningPolicy? Running { get; set; }

    /// <summary>True while the trainer plays the history to the chosen policy.</summary>
    public volatile bool IsPreparing;

    /// <summary>First interval in which a lead forecast may be asked for again, after there was no memory for one.</summary>
    public long LeadAskedAgainAt { get; set; } = long.MinValue;

    public ScalingDecision? LastDecision { get; set; }

    /// <summary>When the status was last written, wall clock: what it spares is the API server.</summary>
    public DateTimeOffset? StatusWrittenAt { get; set; }

    /// <summary>True once what was saved of it has been asked for.</summary>
    public bool IsRestored { get; set; }

    /// <summary>True once a saved model has been asked for.</summary>
    public bool IsModelRestored { get; set; }

    /// <summary>Timestamp of the last copy for saving, wall clock.</summary>
    public long LearnedSavedAt { get; set; }

    /// <summary>The demand first. For the reconcile; others take <see cref="Snapshot"/>.</summary>
    public IReadOnlyList<IndicatorHistory> Histories => _histories;

    /// <summary>Takes over a changed spec: what still fits is kept, history above all.</summary>
    public void Adopt(AutoscalerSettings settings)
    {
        var old = Settings;
        if (ReferenceEquals(old, settings) || old == settings)
        {
            return;
        }

        lock (_lock)
        {
            Settings = settings;
            if (!HasSameSamples(old, settings))
            {
                _histories = [.. settings.Indicators.Select((indicator, i) => Reuse(old, settings, indicator)
                    ?? new IndicatorHistory(settings.Step, settings.History))];
                Rates = [.. settings.Indicators.Select(i => i.ValueType == "Counter" ? new CounterRate() : null)];
                (Pool, Naive, FittedAt, Awaited, Skill, Running) = (null, null, null, null, new SkillTracker(), null);
            }

            if (!IsDecidedAlike(old, settings))
            {
                Running = null;
            }

            if (old.Horizon != settings.Horizon)
            {
                (Pool, Naive, FittedAt) = (null, null, null);
            }

            if (old.Members != settings.Members)
            {
                LeadAskedAgainAt = long.MinValue;
                // The pool in use predicts on until the next is fitted, at once.
                FittedAt = null;
            }

            if (old.ServiceLevel != settings.ServiceLevel || old.BudgetWindow != settings.BudgetWindow || old.EvaluationInterval != settings.EvaluationInterval)
            {
                Budget = NewBudget(settings);
            }

            if (old.EvaluationInterval != settings.EvaluationInterval)
            {
                // Intervals are numbered by their length: an old number may lie decades ahead of the new ones.
                (LastInterval, LeadAskedAgainAt) = (-1, long.MinValue);
            }

            if (old.Target != settings.Target)
            {
                StartUp = new StartUpBelief();
            }

            if (old.Target != settings.Target || old.CapacityPerReplica != settings.CapacityPerReplica || old.UtilizationIndex != settings.UtilizationIndex
                || old.TargetUtilization != settings.TargetUtilization || !LearnsFromSameSignals(old, settings))
            {
                Capacity = NewCapacity(settings);
            }
        }
    }

    /// <summary>What is worth keeping over a restart. For the reconcile.</summary>
    public LearnedState Learned() => new(
        LearnedState.CurrentVersion, TargetName(Settings), SignalNames(Settings), Budget.Save(), Capacity.Save(), StartUp.Save(),
        Skill.Save(), Settings.Indicators[0].ToString());

    /// <summary>Takes over what was saved, part by part where the spec still asks for the same. For the reconcile.</summary>
    public void Take(LearnedState saved)
    {
        var fresh = NewBudget(Settings);
        Budget = ViolationBudget.TryRestore(fresh.Allowed, fresh.Window, saved.Budget) ?? Budget;
        Skill = saved.Skill is { } skill && saved.Demand == Settings.Indicators[0].ToString() ? SkillTracker.TryRestore(skill) ?? Skill : Skill;
        if (saved.Target != TargetName(Settings))
        {
            return;
        }

        StartUp = StartUpBelief.TryRestore(saved.StartUp) ?? StartUp;
        if (Settings.CapacityPerReplica is null && saved.Capacity is { } capacity && saved.Signals == SignalNames(Settings))
        {
            Capacity = CapacityBelief.TryRestore(Settings.TargetUtilization, capacity) ?? Capacity;
        }
    }

    /// <summary>Takes a fitted pool, unless the spec it was fitted for no longer holds.</summary>
    /// <param name="fittedFor">The settings the fit began with.</param>
    public void Swap(ForecastPool pool, AutoscalerSettings fittedFor)
    {
        lock (_lock)
        {
            var now = Settings;
            if (now.Horizon == fittedFor.Horizon && HasSameSamples(now, fittedFor))
            {
                pool.Succeed(Pool);
                Pool = pool;
                Naive = pool.Naive();
            }
        }
    }

    /// <summary>Takes a policy that has learned, unless the spec it was made for no longer holds.</summary>
    /// <param name="startedFor">The settings it was made for.</param>
    public void Swap(RunningPolicy running, AutoscalerSettings startedFor)
    {
        lock (_lock)
        {
            if (IsDecidedAlike(Settings, startedFor) && HasSameSamples(Settings, startedFor))
            {
                Running = running;
            }
        }
    }

    /// <summary>Adds samples of one indicator, oldest first.</summary>
    public void Append(int indicator, IReadOnlyList<IndicatorSample> samples)
    {
        lock (_lock)
        {
            foreach (var sample in samples)
            {
                _histories[indicator].Append(sample.Time, sample.Value);
            }
        }
    }

    /// <summary>A pod became ready, this long after it was made, decision clock. From any thread.</summary>
    public void ReportStart(TimeSpan startUp) => _starts.Enqueue(startUp);

    /// <summary>Moves the reported starts into the belief.</summary>
    public void LearnStarts()
    {
        while (_starts.TryDequeue(out var start))
        {
            StartUp.Observe(start);
        }
    }

    /// <summary>Copies of the histories, for work on another thread.</summary>
    public IReadOnlyList<IndicatorHistory> Snapshot()
    {
        lock (_lock)
        {
            return [.. _histories.Select(h => h.Clone())];
        }
    }

    /// <summary>The same into copies that are used again.</summary>
    public void CopyTo(List<IndicatorHistory> copies)
    {
        lock (_lock)
        {
            while (copies.Count < _histories.Length)
            {
                copies.Add(_histories[copies.Count].Clone());
            }

            copies.RemoveRange(_histories.Length, copies.Count - _histories.Length);
            for (var i = 0; i < _histories.Length; i++)
            {
                copies[i].CopyFrom(_histories[i]);
            }
        }
    }

    /// <summary>The newest samples of the demand, oldest first, with the time of the last; empty without history.</summary>
    public (DateTimeOffset? Origin, float[] Values) NewestDemand(int count)
    {
        lock (_lock)
        {
            var demand = _histories[0];
            var values = new float[Math.Min(count, demand.Count)];
            demand.CopyNewestTo(values);
            return (demand.Origin, values);
        }
    }

    public IReadOnlyList<PastDecision> Past() => [.. _past];

    public IReadOnlyList<ReplicaPoint> Replicas()
    {
        lock (_lock)
        {
            return _replicas.ToList();
        }
    }

    /// <summary>The newest point at or before the time; null when none is kept.</summary>
    public ReplicaPoint? LastReplicasBefore(DateTimeOffset time)
    {
        lock (_lock)
        {
            return _replicas.LastBefore(time);
        }
    }

    public void Remember(PastDecision decision, int ready)
    {
        // An old decision leaves in any case; of one interval only the last counts.
        while (_past.TryPeek(out var oldest) && oldest.Time < decision.Time - KeptDecisions)
        {
            _past.Dequeue();
        }

        // Only behaviour rules look back: without them nothing needs to be kept.
        if (!ReferenceEquals(Settings.Behavior, Scaling.Behavior.BehaviorRules.Unlimited) && Settings.Behavior != Scaling.Behavior.BehaviorRules.Unlimited)
        {
            _past.Enqueue(decision);
        }

        lock (_lock)
        {
            _replicas.Add(new ReplicaPoint(decision.Time, decision.Desired.Count, ready));
        }
    }

    private IndicatorHistory? Reuse(AutoscalerSettings old, AutoscalerSettings settings, Api.IndicatorSpec indicator)
    {
        var index = old.Step == settings.Step && old.History == settings.History ? old.Indicators.ToList().IndexOf(indicator) : -1;
        return index < 0 ? null : _histories[index];
    }

    // The demand over one signal says nothing about another: neither its unit nor its scale.
    private static bool LearnsFromSameSignals(AutoscalerSettings old, AutoscalerSettings settings) =>
        settings.UtilizationIndex < 0
        || (old.Indicators[0] == settings.Indicators[0] && old.Indicators[settings.UtilizationIndex] == settings.Indicators[settings.UtilizationIndex]);

    private static bool HasSameSamples(AutoscalerSettings one, AutoscalerSettings other) =>
        one.Step == other.Step && one.History == other.History && one.Indicators.SequenceEqual(other.Indicators);

    private static bool IsDecidedAlike(AutoscalerSettings one, AutoscalerSettings other) =>
        one.Policy == other.Policy && one.ServiceLevel == other.ServiceLevel && one.EvaluationInterval == other.EvaluationInterval;

    private static string TargetName(AutoscalerSettings settings) => $"{settings.Target.ApiVersion} {settings.Target.Kind}/{settings.Target.Name}";

    private static string SignalNames(AutoscalerSettings settings) =>
        settings.UtilizationIndex < 0 ? "" : $"{settings.Indicators[0]} {settings.Indicators[settings.UtilizationIndex]}";

    private static ViolationBudget NewBudget(AutoscalerSettings settings) =>
        new(1 - settings.ServiceLevel, (int)Math.Clamp(settings.BudgetWindow / settings.EvaluationInterval, 1, 1_000_000));

    private static CapacityBelief NewCapacity(AutoscalerSettings settings) =>
        settings.CapacityPerReplica is { } given ? CapacityBelief.Given(given) : CapacityBelief.Learned(settings.TargetUtilization);
}
