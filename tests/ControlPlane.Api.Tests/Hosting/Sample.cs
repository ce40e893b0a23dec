using Headroom.Operators.Decisions;

namespace Headroom.ControlPlane.Api.Tests.Hosting;

/// <summary>Valid records; a test changes what it is about.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    public static AutoscalerSummary Autoscaler(string ns = "prod", string name = "chat") => new()
    {
        Key = new AutoscalerKey(ns, name),
        Uid = $"uid-{ns}-{name}",
        Generation = 1,
        TargetKind = "Deployment",
        TargetName = name,
        Mode = ActingMode.Recommend,
        MinReplicas = 1,
        MaxReplicas = 64,
        ServiceLevel = 0.99,
        IsPaused = false,
        Conditions = [new ConditionRecord("Ready", "True", "Decided", "It decides.", Noon)],
        Indicators = ["requests"],
    };

    public static ScalingDecision Decision(int desired = 5, string ns = "prod", string name = "chat") => new()
    {
        Key = new AutoscalerKey(ns, name),
        Uid = $"uid-{ns}-{name}",
        Time = Noon,
        Mode = ActingMode.Recommend,
        Current = 4,
        Ready = 4,
        Desired = desired,
        Reason = "ExpectedCost",
        Message = "5 replicas cost least: demand of 92.5 requests/s is expected in 4 minutes, one replica carries 20.",
        Demand = 71.25,
        PredictedMean = 92.5,
        PredictedUpper = 101.1,
        CapacityPerReplica = 20.5,
        Horizon = TimeSpan.FromSeconds(240),
        BudgetRemaining = 0.8,
        Candidates = [.. Enumerable.Range(1, 12).Select(static n => new CandidateRecord(n, n * 3.67, n * 1.5, 40.0 / n, 0.1, 1.0 / (n + 1)))],
        Rivals = [new RivalRecord("HorizontalPodAutoscaler", "chat-hpa", 3)],
    };
}
