using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.Operators.Autoscaling.Api;

namespace Headroom.Cli.Explaining;

/// <summary>Why a count was not chosen.</summary>
/// <param name="Verdict">Chosen, BelowMinimum, AboveMaximum, Weighed or NotWeighed.</param>
internal sealed record WhyNot(int Replicas, int Chosen, string Verdict, string Sentence)
{
    /// <param name="item">With a decision.</param>
    public static WhyNot Of(PredictiveAutoscaler item, int replicas)
    {
        var decision = item.Status?.Decision ?? new DecisionStatus();
        var bound = $"The rule that was binding: {decision.Reason}: {decision.Message}";
        WhyNot Answer(string verdict, string sentence) => new(replicas, decision.Desired, verdict, sentence);

        if (replicas == decision.Desired)
        {
            return Answer("Chosen", $"{replicas} is what it decided. {bound}");
        }

        if (replicas < item.Spec.MinReplicas)
        {
            return Answer("BelowMinimum", $"{replicas} is below spec.minReplicas, {item.Spec.MinReplicas}.");
        }

        if (replicas > item.Spec.MaxReplicas)
        {
            return Answer("AboveMaximum", $"{replicas} is above spec.maxReplicas, {item.Spec.MaxReplicas}.");
        }

        var alternatives = decision.Alternatives ?? [];
        return alternatives.FirstOrDefault(a => a.Replicas == replicas) is { } other
            ? Answer("Weighed", $"{Compared(other, alternatives.FirstOrDefault(a => a.Replicas == decision.Desired), decision.Desired)} {bound}")
            : Answer("NotWeighed", $"{replicas} is none of the alternatives that the status keeps ({Kept(alternatives)}); the portal has them all. {bound}");
    }

    public JsonObject ToJson() => new()
    {
        ["replicas"] = Replicas,
        ["chosen"] = Chosen,
        ["verdict"] = Verdict,
        ["sentence"] = Sentence,
    };

    private static string Compared(AlternativeStatus other, AlternativeStatus? chosen, int desired)
    {
        var expected = $"{other.Replicas} replicas were expected to cost ${other.CostPerHour}/h with a violation probability of {other.ViolationProbability}";
        return chosen is null ? expected + "." : $"{expected}; {desired} ${chosen.CostPerHour}/h with {chosen.ViolationProbability}.{Cheaper(other, chosen)}";
    }

    private static string Cheaper(AlternativeStatus other, AlternativeStatus chosen) =>
        double.TryParse(other.CostPerHour, NumberStyles.Float, CultureInfo.InvariantCulture, out var one)
        && double.TryParse(chosen.CostPerHour, NumberStyles.Float, CultureInfo.InvariantCulture, out var two) && one < two
            ? " It is the cheaper one: a rule stands against it."
            : "";

    private static string Kept(IReadOnlyList<AlternativeStatus> alternatives) =>
        alternatives.Count == 0 ? "none" : string.Join(", ", alternatives.Select(static a => a.Replicas));
}
