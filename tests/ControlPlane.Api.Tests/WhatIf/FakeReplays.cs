using System.Collections.Concurrent;
using Headroom.Operators.Autoscaling.Replays;
using Headroom.Operators.Decisions;
using Headroom.Scaling.Policies;

namespace Headroom.ControlPlane.Api.Tests.WhatIf;

/// <summary>Autoscalers with a history, as a test sets them; 150% is no service level.</summary>
internal sealed class FakeReplays : IReplaySource
{
    private static readonly SpecText Present = new()
    {
        ServiceLevel = "99%", BudgetWindow = "7d", ReplicaCostPerHour = "2", Policy = "Headroom", MinReplicas = 1, MaxReplicas = 64,
    };

    public ConcurrentDictionary<AutoscalerKey, ReplayHistory?> Histories { get; } = new();

    public SpecText? Spec(AutoscalerKey key) => Histories.ContainsKey(key) ? Present : null;

    public ReplayHistory? History(AutoscalerKey key, int most) => Histories.GetValueOrDefault(key);

    public TermsOutcome Read(AutoscalerKey key, SpecText change)
    {
        if (!Histories.ContainsKey(key))
        {
            return new TermsOutcome.NoSuchAutoscaler();
        }

        return change.ServiceLevel == "150%"
            ? new TermsOutcome.Refused([("spec.objective.serviceLevel", "'150%' is not allowed: a percentage above 0% and below 100%")])
            : new TermsOutcome.Read(new ReplayTerms(
                Enum.Parse<PolicyKind>(change.Policy ?? "Headroom"), change.MinReplicas ?? 1, change.MaxReplicas ?? 64,
                change.ServiceLevel == "80%" ? 0.8 : 0.99, TimeSpan.FromDays(7), 2, null));
    }

    /// <summary>A wave by day with noise, in steps of ten minutes.</summary>
    public static ReplayHistory Wave(int steps, double? capacity = 20)
    {
        var random = new Random(3);
        var step = TimeSpan.FromMinutes(10);
        return new ReplayHistory(
            new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), step,
            [.. Enumerable.Range(0, steps).Select(t => (float)(120 + (70 * Math.Sin(2 * Math.PI * t / 144)) + (25 * random.NextDouble())))],
            capacity, TimeSpan.FromMinutes(15));
    }
}
