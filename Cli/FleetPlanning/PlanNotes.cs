using System.Globalization;

namespace Headroom.Cli.FleetPlanning;

/// <summary>What the reader must know before believing the figures.</summary>
internal static class PlanNotes
{
    public static IReadOnlyList<string> Of(PlanResult result)
    {
        List<string> notes = [];
        if (result.Setting.TokenSeconds is not null)
        {
            notes.Add("Throughputs are estimates for Llama 2 7B: a roofline of each card, scaled to published capacities. For another model measure profiles and name them with --profile.");
        }

        if (result.SizesName is "arena" or "pubmed" or "mixed")
        {
            notes.Add($"The sizes of {result.SizesName} are made up: name a file of your own with --sizes.");
        }

        if (result.SizesName.Contains("Prometheus", StringComparison.Ordinal))
        {
            notes.Add("Two histograms do not say how prompts and answers go together: they are taken as independent.");
        }

        notes.Add(result.Mix.GapPercent < 1e-9
            ? "No mix costs less: proven."
            : string.Create(CultureInfo.InvariantCulture, $"A mix that costs up to {result.Mix.GapPercent:0.##}% less is not excluded."));
        if (result.FollowedDollarsPerHour is not null)
        {
            notes.Add("Following: the best mix for the rate of every moment, with no time or money lost on changes; a bound, no promise.");
        }

        return notes;
    }
}
