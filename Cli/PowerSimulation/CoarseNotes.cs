using System.Globalization;
using Headroom.Operators.Text;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>What a history cannot tell whose samples are too far apart, and what stands in for it.</summary>
internal static class CoarseNotes
{
    public static IEnumerable<string> Of(StudyResult result, CoarseResult coarse)
    {
        var step = DurationText.Format(result.History.Step);
        var finest = DurationText.Format(result.Settings.FinestNeeded);
        yield return $"Samples are {step} apart: what the row draws between them is not in this history, and no replay can find it. Where two numbers of servers stand, "
            + "one takes it that nothing happens between samples, the other that the row swings around them; go by the lower one. Brakes, peaks, slow-down and charts are of the swinging row.";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"The swing is assumed, not measured: {coarse.SwingSeconds:0.#} s at a time (--swing), {100 * coarse.SwingShare:0.#}% of the draw above idle (one standard deviation), the most that leaves neighbouring samples as unlike as they are. "
            + $"Shorter swings would be higher. What needs no history: with all servers at their name plates at once {coarse.FullServers} fit.");
        yield return $"To know, record every {finest} or finer (for Prometheus --step {finest}, if it scrapes that often).";
    }
}
