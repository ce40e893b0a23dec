using System.Globalization;
using Headroom.Cli.Terminal;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>What the reader must know before believing the figures.</summary>
internal static class SimulationNotes
{
    // With no event seen in a time, its rate is with 95% below three in that time.
    private const double RuleOfThree = 3;

    public static IReadOnlyList<string> Of(StudyResult result)
    {
        var history = result.History;
        var weeks = history.Length.TotalDays / 7;
        var notes = new List<string>
        {
            string.Create(CultureInfo.InvariantCulture, $"No brake in {TimeText.Of(Rounded(history.Length))} of history means, with 95% confidence, fewer than {RuleOfThree / weeks:0.#} a week."),
        };
        if (result.Coarse is { } coarse)
        {
            notes.AddRange(CoarseNotes.Of(result, coarse));
        }

        if (weeks < 1)
        {
            notes.Add("Less than a week of history: other days of the week are not in it.");
        }

        if (history.Servers.Count < 4)
        {
            notes.Add($"{history.Servers.Count} {(history.Servers.Count == 1 ? "server says" : "servers say")} little of how servers swing apart: added ones swing with {(history.Servers.Count == 1 ? "it" : "them")}.");
        }

        if (history.Gaps > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{history.Gaps:N0} of {(long)history.Servers.Count * history.Samples:N0} samples are missing and repeat the one before."));
        }

        return notes;
    }

    private static TimeSpan Rounded(TimeSpan length) => TimeSpan.FromMinutes(Math.Max(Math.Round(length.TotalMinutes), 1));
}
