using System.Globalization;
using Headroom.Kubernetes;
using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Decisions;
using Headroom.Operators.SpecReading;
using Headroom.Operators.Text;
using Headroom.Scaling.Policies;

namespace Headroom.Operators.Autoscaling.Settings;

/// <summary>
/// Checks a spec and parses it. The same rules stand in the CRD as patterns and CEL; they are checked here again because
/// not every server evaluates CEL, and every broken rule is reported, not the first alone.
/// </summary>
internal sealed class SettingsParser
{
    private const int MostReplicas = 10_000;
    private const int MaxHorizonSteps = 240;
    private const int MaxHistorySteps = 100_000;

    private readonly AutoscalerSpec _spec;
    private readonly List<SpecError> _errors = [];

    private SettingsParser(AutoscalerSpec spec)
    {
        _spec = spec;
    }

    /// <returns>The settings, or null and why.</returns>
    public static (AutoscalerSettings? Settings, IReadOnlyList<SpecError> Errors) Parse(AutoscalerSpec spec)
    {
        var parser = new SettingsParser(spec);
        var settings = parser.Parse();
        return (parser._errors.Count == 0 ? settings : null, parser._errors);
    }

    private AutoscalerSettings Parse()
    {
        CheckBounds();
        var objective = _spec.Objective;
        var (step, horizon, history) = Forecast();
        IndicatorChecks.Check(_spec, _errors);
        var (utilization, target) = Utilization();
        return new AutoscalerSettings
        {
            Target = _spec.ScaleTargetRef,
            MinReplicas = _spec.MinReplicas,
            MaxReplicas = _spec.MaxReplicas,
            Mode = Enum<ActingMode>("spec.mode", _spec.Mode),
            Policy = Enum<PolicyKind>("spec.policy", _spec.Policy),
            Indicators = _spec.Indicators,
            CapacityPerReplica = PerReplica(),
            UtilizationIndex = utilization,
            TargetUtilization = target,
            ServiceLevel = ServiceLevel(),
            EvaluationInterval = Duration("spec.objective.evaluationInterval", objective.EvaluationInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24)),
            BudgetWindow = Duration("spec.objective.budgetWindow", objective.BudgetWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(90)),
            ReplicaCostPerHour = Dollars("spec.objective.replicaCostPerHour", objective.ReplicaCostPerHour),
            ShortfallCostPerUnitHour = objective.ShortfallCostPerUnitHour is { } shortfall
                ? Dollars("spec.objective.shortfallCostPerUnitHour", shortfall)
                : null,
            Step = step,
            Horizon = horizon,
            History = history,
            Members = Enum<MemberChoice>("spec.forecast.members", _spec.Forecast.Members),
            Behavior = BehaviorParser.Parse(_spec.Behavior, _errors),
            Schedules = ScheduleParser.Parse(_spec, _errors),
            FailureThreshold = AtLeast("spec.fallback.failureThreshold", _spec.Fallback?.FailureThreshold ?? 3, 1),
            FallbackReplicas = _spec.Fallback?.Replicas,
        };
    }

    private (TimeSpan Step, int Horizon, int History) Forecast()
    {
        var before = _errors.Count;
        var step = Duration("spec.forecast.step", _spec.Forecast.Step, TimeSpan.FromSeconds(1), TimeSpan.FromHours(24));
        if (_errors.Count > before)
        {
            // Without a step nothing can be said about numbers of steps.
            return (step, 1, 2);
        }

        var horizon = Steps("spec.forecast.horizon", _spec.Forecast.Horizon, step, 1, MaxHorizonSteps);
        return (step, horizon, Steps("spec.forecast.history", _spec.Forecast.History, step, 2 * horizon, MaxHistorySteps));
    }

    private void CheckBounds()
    {
        AtLeast("spec.minReplicas", _spec.MinReplicas, 0);
        AtLeast("spec.maxReplicas", _spec.MaxReplicas, 1);
        if (_spec.MaxReplicas > MostReplicas)
        {
            Refuse("spec.maxReplicas", $"{_spec.MaxReplicas}", $"at most {MostReplicas}");
        }

        if (_spec.MinReplicas > _spec.MaxReplicas)
        {
            Refuse("spec.minReplicas", $"{_spec.MinReplicas}", $"at most spec.maxReplicas ({_spec.MaxReplicas})");
        }

        if (_spec.MinReplicas == 0 && _spec.Indicators is [{ Resource: not null }, ..])
        {
            Refuse(
                "spec.minReplicas", "0",
                $"with '{_spec.Indicators[0].Name}' as the demand at least 1, since a resource indicator is silent without replicas; "
                + "0 needs a prometheus or trace indicator first");
        }

        if (_spec.ScaleTargetRef.Kind.Length == 0 || _spec.ScaleTargetRef.Name.Length == 0)
        {
            Refuse("spec.scaleTargetRef", $"'{_spec.ScaleTargetRef.Kind}/{_spec.ScaleTargetRef.Name}'", "a kind and a name");
        }

        if (_spec.Fallback?.Replicas is { } fallback && (fallback < 1 || fallback > _spec.MaxReplicas))
        {
            Refuse("spec.fallback.replicas", $"{fallback}", $"1 to spec.maxReplicas ({_spec.MaxReplicas})");
        }
    }

    private (int Index, double Target) Utilization()
    {
        if (_spec.Capacity?.PerReplica is not null && _spec.Capacity.Utilization is not null)
        {
            Refuse("spec.capacity", "perReplica and utilization together", "exactly one of them");
        }

        if (_spec.Capacity?.PerReplica is not null)
        {
            return (-1, 0.7);
        }

        var target = _spec.Capacity?.Utilization?.Target ?? "70%";
        if (!PercentText.TryParse(target, out var fraction) || fraction is not (> 0 and <= 1))
        {
            Refuse("spec.capacity.utilization.target", target, "a percentage above 0% and at most 100%");
        }

        var name = _spec.Capacity?.Utilization?.Indicator;
        var index = _spec.Indicators.ToList().FindIndex(i => name is null ? i.Resource is not null : i.Name == name);
        if (index < 0)
        {
            Refuse(
                name is null ? "spec.capacity" : "spec.capacity.utilization.indicator", name ?? "nothing",
                name is null
                    ? "perReplica, utilization, or a resource indicator to learn the capacity from"
                    : $"one of the indicators ({string.Join(", ", _spec.Indicators.Select(i => i.Name))})");
        }
        else if (index == 0)
        {
            Refuse("spec.capacity", $"learned from the demand '{_spec.Indicators[0].Name}'", "a utilization indicator that is not the demand");
        }

        return (index, fraction);
    }

    private double? PerReplica()
    {
        if (_spec.Capacity?.PerReplica is not { } text)
        {
            return null;
        }

        if (!Quantity.TryParse(text, out var quantity) || quantity.Value <= 0)
        {
            Refuse("spec.capacity.perReplica", $"'{text}'", "a quantity above 0, for example 20 or 500m");
            return null;
        }

        return (double)quantity.Value;
    }

    private double ServiceLevel()
    {
        var text = _spec.Objective.ServiceLevel;
        if (!PercentText.TryParse(text, out var level) || level is not (> 0 and < 1))
        {
            Refuse("spec.objective.serviceLevel", text, "a percentage above 0% and below 100%: no forecast can promise either");
        }

        return level;
    }

    private TimeSpan Duration(string field, string text, TimeSpan least, TimeSpan most)
    {
        if (DurationText.TryParse(text, out var duration) && duration >= least && duration <= most)
        {
            return duration;
        }

        Refuse(field, $"'{text}'", $"{DurationText.Allowed}, from {DurationText.Format(least)} to {DurationText.Format(most)}");
        return least;
    }

    private int Steps(string field, string text, TimeSpan step, int least, int most)
    {
        if (DurationText.TryParse(text, out var duration) && duration / step is var steps && steps >= least && steps <= most)
        {
            return (int)steps;
        }

        Refuse(field, $"'{text}'", $"{DurationText.Allowed}, from {least} to {most} steps of {DurationText.Format(step)}");
        return least;
    }

    private double Dollars(string field, string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var dollars) && double.IsFinite(dollars))
        {
            return dollars;
        }

        Refuse(field, $"'{text}'", "dollars as a decimal number, 0 or more");
        return 0;
    }

    private T Enum<T>(string field, string text)
        where T : struct, Enum
    {
        // By name only: a plain TryParse takes numbers too, and 1 must not mean Apply.
        if (System.Enum.GetNames<T>().Contains(text, StringComparer.Ordinal))
        {
            return System.Enum.Parse<T>(text);
        }

        var names = System.Enum.GetNames<T>();
        Refuse(field, $"'{text}'", $"{string.Join(", ", names[..^1])} or {names[^1]}");
        return default;
    }

    private int AtLeast(string field, int value, int least)
    {
        if (value < least)
        {
            Refuse(field, $"{value}", $"{least} or more");
        }

        return value;
    }

    private void Refuse(string field, string value, string allowed) => _errors.Add(new SpecError(field, value, allowed));
}
