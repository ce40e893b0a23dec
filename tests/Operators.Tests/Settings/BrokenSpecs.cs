using Headroom.Operators.Autoscaling.Api;
using Headroom.Operators.Tests.Builders;

namespace Headroom.Operators.Tests.Settings;

/// <summary>One row per rule of a spec.</summary>
internal static class BrokenSpecs
{
    private const string Duration = "a whole number above 0 followed by ms, s, m, h, d or w";
    private const string Target = "spec.capacity.utilization.target";
    private const string Level = "a percentage above 0% and below 100%";

    public static TheoryData<BrokenSpec> General => new(new BrokenSpec[]
    {
        new("spec.minReplicas", "11", "at most spec.maxReplicas (10)", s => s.MinReplicas = 11),
        new("spec.minReplicas", "-1", "0 or more", s => s.MinReplicas = -1),
        new("spec.minReplicas", "0", "0 needs a prometheus or trace indicator first", s => (s.MinReplicas, s.Indicators) = (0, [Specs.Cpu()])),
        new("spec.maxReplicas", "0", "1 or more", s => (s.MinReplicas, s.MaxReplicas) = (0, 0)),
        new("spec.maxReplicas", "10001", "at most 10000", s => s.MaxReplicas = 10_001),
        new("spec.scaleTargetRef", "'/chat'", "a kind and a name", s => s.ScaleTargetRef.Kind = ""),
        new("spec.scaleTargetRef", "'Deployment/'", "a kind and a name", s => s.ScaleTargetRef.Name = ""),
        new("spec.mode", "'apply'", "Recommend or Apply", s => s.Mode = "apply"),
        new("spec.mode", "'1'", "Recommend or Apply", s => s.Mode = "1"),
        new("spec.fallback.replicas", "0", "1 to spec.maxReplicas (10)", s => s.Fallback = new FallbackSpec { Replicas = 0 }),
        new("spec.fallback.replicas", "11", "1 to spec.maxReplicas (10)", s => s.Fallback = new FallbackSpec { Replicas = 11 }),
        new("spec.fallback.failureThreshold", "0", "1 or more", s => s.Fallback = new FallbackSpec { FailureThreshold = 0 }),
        new("spec.objective.serviceLevel", "0%", Level, s => s.Objective.ServiceLevel = "0%"),
        new("spec.objective.serviceLevel", "100%", Level, s => s.Objective.ServiceLevel = "100%"),
        new("spec.objective.serviceLevel", "0.99", Level, s => s.Objective.ServiceLevel = "0.99"),
        new("spec.objective.serviceLevel", "NaN%", Level, s => s.Objective.ServiceLevel = "NaN%"),
        new("spec.objective.evaluationInterval", "'500ms'", "from 1s to 1d", s => s.Objective.EvaluationInterval = "500ms"),
        new("spec.objective.budgetWindow", "'91d'", "from 1m to 90d", s => s.Objective.BudgetWindow = "91d"),
        new("spec.objective.budgetWindow", "'99999999w'", Duration, s => s.Objective.BudgetWindow = "99999999w"),
        new("spec.objective.replicaCostPerHour", "'-1'", "dollars as a decimal number, 0 or more", s => s.Objective.ReplicaCostPerHour = "-1"),
        new("spec.objective.replicaCostPerHour", "'NaN'", "dollars as a decimal number", s => s.Objective.ReplicaCostPerHour = "NaN"),
        new("spec.objective.shortfallCostPerUnitHour", "'$4'", "dollars as a decimal number", s => s.Objective.ShortfallCostPerUnitHour = "$4"),
        new("spec.forecast.step", "'0s'", Duration, s => s.Forecast.Step = "0s"),
        new("spec.forecast.step", "'2d'", "from 1s to 1d", s => (s.Forecast.Step, s.Forecast.Horizon) = ("2d", "1h")),
        new("spec.forecast.horizon", "'30s'", "from 1 to 240 steps of 1m", s => s.Forecast.Horizon = "30s"),
        new("spec.forecast.horizon", "'5h'", "from 1 to 240 steps of 1m", s => s.Forecast.Horizon = "5h"),
        new("spec.forecast.history", "'29m'", "from 30 to 100000 steps of 1m", s => s.Forecast.History = "29m"),
        new("spec.forecast.history", "'14d'", "from 30 to 100000 steps of 1s", s => (s.Forecast.Step, s.Forecast.Horizon) = ("1s", "15s")),
        new("spec.capacity.perReplica", "'0'", "a quantity above 0", s => s.Capacity!.PerReplica = "0"),
        new("spec.capacity.perReplica", "'fast'", "a quantity above 0", s => s.Capacity!.PerReplica = "fast"),
        new("spec.capacity", "perReplica and utilization together", "exactly one", s => s.Capacity!.Utilization = new UtilizationSpec { Indicator = "requests" }),
        new("spec.capacity", "nothing", "perReplica, utilization, or a resource indicator", s => s.Capacity = null),
        new("spec.capacity", "learned from the demand 'cpu'", "not the demand", s => (s.Capacity, s.Indicators) = (null, [Specs.Cpu()])),
        new("spec.capacity.utilization.indicator", "memory", "one of the indicators (requests, cpu)", s => Learn(s, "memory", "70%")),
        new(Target, "0%", "above 0% and at most 100%", s => Learn(s, "cpu", "0%")),
        new(Target, "101%", "above 0% and at most 100%", s => Learn(s, "cpu", "101%")),
    });

    public static TheoryData<BrokenSpec> Indicators => new(new BrokenSpec[]
    {
        new("spec.indicators", "17 entries", "1 to 16", s => s.Indicators = [.. Enumerable.Range(1, 17).Select(i => Specs.Prometheus($"i{i}"))]),
        new("spec.indicators", "0 entries", "the first is the demand", s => s.Indicators = []),
        new("spec.indicators[1].name", "'requests'", "a name that no other", s => s.Indicators = [Specs.Prometheus("requests"), Specs.Prometheus("requests")]),
        new("spec.indicators[0].name", "''", "lower-case letters, digits and -", s => s.Indicators[0].Name = ""),
        new("spec.indicators[0].name", "'Requests'", "lower-case letters, digits and -", s => s.Indicators[0].Name = "Requests"),
        new("spec.indicators[0]", "0 sources", "exactly one of prometheus, resource and trace", s => s.Indicators[0].Prometheus = null),
        new("spec.indicators[0]", "2 sources", "exactly one of prometheus, resource and trace", s => s.Indicators[0].Trace = new TraceSpec { File = "a.csv" }),
        new("spec.indicators[0].onEmpty", "'Ignore'", "Missing or Zero", s => s.Indicators[0].OnEmpty = "Ignore"),
        new("spec.indicators[0].valueType", "'Histogram'", "Gauge or Counter", s => s.Indicators[0].ValueType = "Histogram"),
        new("spec.indicators[0].prometheus.serverAddress", "'prometheus:9090'", "an http or https address", s => s.Indicators[0].Prometheus!.ServerAddress = "prometheus:9090"),
        new("spec.indicators[0].prometheus.serverAddress", "'ftp://prometheus'", "an http or https address", s => s.Indicators[0].Prometheus!.ServerAddress = "ftp://prometheus"),
        new("spec.indicators[0].prometheus.query", "''", "a PromQL query that returns one series", s => s.Indicators[0].Prometheus!.Query = ""),
        new("spec.indicators[0].prometheus.timeout", "'3m'", "1ms to 2m", s => s.Indicators[0].Prometheus!.Timeout = "3m"),
        new("spec.indicators[0].prometheus.authorization.type", "'Bearer: '", "one word", s => s.Indicators[0].Prometheus!.Authorization = Authorization("Bearer: ", "a", "b")),
        new("spec.indicators[0].prometheus.authorization.credentials", "'/token'", "a name and a key", s => s.Indicators[0].Prometheus!.Authorization = Authorization("Bearer", "", "token")),
        new("spec.indicators[1].resource.name", "'gpu'", "cpu or memory", s => s.Indicators = [s.Indicators[0], new IndicatorSpec { Name = "gpu", Resource = new ResourceSpec { Name = "gpu" } }]),
        new("spec.indicators[0].trace.file", "''", "a file name within", s => s.Indicators = [Specs.Trace("")]),
        new("spec.indicators[0].trace.file", "'../secret.csv'", "a file name within", s => s.Indicators = [Specs.Trace("../secret.csv")]),
        new("spec.indicators[0].trace.file", "'/etc/passwd'", "a file name within", s => s.Indicators = [Specs.Trace("/etc/passwd")]),
        new("spec.indicators[0].trace.file", "'..'", "a file name within", s => s.Indicators = [Specs.Trace("..")]),
    });

    public static TheoryData<BrokenSpec> Behavior => new(new BrokenSpec[]
    {
        new("spec.behavior.scaleUp.stabilizationWindowSeconds", "3601", "0 to 3600", s => s.Behavior.ScaleUp = new DirectionSpec { StabilizationWindowSeconds = 3601 }),
        new("spec.behavior.scaleDown.stabilizationWindowSeconds", "-1", "0 to 3600", s => s.Behavior.ScaleDown = new DirectionSpec { StabilizationWindowSeconds = -1 }),
        new("spec.behavior.scaleUp.selectPolicy", "'Fastest'", "Max, Min or Disabled", s => s.Behavior.ScaleUp = new DirectionSpec { SelectPolicy = "Fastest" }),
        new("spec.behavior.scaleUp.selectPolicy", "'7'", "Max, Min or Disabled", s => s.Behavior.ScaleUp = new DirectionSpec { SelectPolicy = "7" }),
        new("spec.behavior.scaleUp.policies", "{type: Nodes, value: 1, periodSeconds: 60}", "type Pods or Percent", Policy("Nodes", 1, 60)),
        new("spec.behavior.scaleUp.policies", "{type: Pods, value: 0, periodSeconds: 60}", "value 1 or more", Policy("Pods", 0, 60)),
        new("spec.behavior.scaleUp.policies", "{type: Percent, value: 1, periodSeconds: 1801}", "periodSeconds 1 to 1800", Policy("Percent", 1, 1801)),
    });

    public static TheoryData<BrokenSpec> Schedules => new(new BrokenSpec[]
    {
        InSchedule("timeZone", "'Mars/Olympus'", "an IANA time zone", s => s.TimeZone = "Mars/Olympus"),
        InSchedule("start", "'0 8 * *'", "a cron expression of five fields", s => s.Start = "0 8 * *"),
        InSchedule("end", "'61 8 * * *'", "a cron expression of five fields", s => s.End = "61 8 * * *"),
        InSchedule("minReplicas", "-1", "0 to the maximum that holds (10)", s => s.MinReplicas = -1),
        InSchedule("minReplicas", "11", "0 to the maximum that holds (10)", s => s.MinReplicas = 11),
        InSchedule("minReplicas", "5", "0 to the maximum that holds (4)", s => (s.MinReplicas, s.MaxReplicas) = (5, 4)),
        InSchedule("maxReplicas", "0", "1 or more", s => (s.MinReplicas, s.MaxReplicas) = (null, 0)),
        new("spec.schedules[0].minReplicas", "0", "at least 1", s => (s.Indicators, s.Capacity, s.Schedules) = ([Specs.Cpu()], new CapacitySpec { PerReplica = "1" }, [Schedule.Of(min: 0)])),
        new("spec.schedules[0]", "neither minReplicas nor maxReplicas", "at least one of them", s => s.Schedules = [Schedule.Of(min: null)]),
    });

    private static BrokenSpec InSchedule(string field, string value, string allowed, Action<ScheduleSpec> change)
    {
        var window = Schedule.Of(min: 2);
        change(window);
        return new BrokenSpec($"spec.schedules[0].{field}", value, allowed, s => s.Schedules = [window]);
    }

    private static Action<AutoscalerSpec> Policy(string type, int value, int period) => s =>
        s.Behavior.ScaleUp = new DirectionSpec { Policies = [new StepPolicySpec { Type = type, Value = value, PeriodSeconds = period }] };

    private static AuthorizationSpec Authorization(string type, string name, string key) =>
        new() { Type = type, Credentials = new SecretKeySpec { Name = name, Key = key } };

    private static void Learn(AutoscalerSpec spec, string indicator, string target)
    {
        spec.Indicators = [Specs.Prometheus("requests"), Specs.Cpu()];
        spec.Capacity = new CapacitySpec { Utilization = new UtilizationSpec { Indicator = indicator, Target = target } };
    }
}
