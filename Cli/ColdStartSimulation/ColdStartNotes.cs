using System.Globalization;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>What the reader must know before believing the figures.</summary>
internal static class ColdStartNotes
{
    private const double FewDays = 3;

    public static IReadOnlyList<string> Of(ColdStartResult result)
    {
        var notes = new List<string>
        {
            "Cold: the service was not ready; the wait is for the rest of its load. Pod-hours: loading, working and idle. Headroom's keep-alive is the fixed one whose idle time it may spend.",
        };
        if (result.Slots.Count > 0)
        {
            notes.Add("Slots: only idle services make room, and loading takes no time; Belady knows what comes.");
        }

        if (result.Length.TotalDays < FewDays)
        {
            notes.Add("Less than three days: what learns has hardly learned, daily timers are not recognised, and its budget may not be met yet.");
        }

        if (result.Trace.Dropped > 0)
        {
            notes.Add(string.Create(CultureInfo.InvariantCulture, $"{result.Trace.Dropped:N0} rows without a service or a duration were left out."));
        }

        return notes;
    }
}
