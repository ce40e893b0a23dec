using System.Globalization;
using System.Text;
using Headroom.Cli.Terminal;
using Headroom.Operators.Text;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>The comparison as text, one policy a line.</summary>
internal static class ColdStartTable
{
    public static string Of(ColdStartResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(Setting(result));
        text.AppendLine();
        text.AppendLine("policy           keep-alive  cold starts   cold %  P99 wait   pod-hours     loads");
        foreach (var row in result.Rows)
        {
            text.AppendLine(Line(row));
        }

        AddSlots(text, result);
        text.AppendLine();
        foreach (var note in ColdStartNotes.Of(result))
        {
            text.AppendLine(note);
        }

        return text.ToString().TrimEnd();
    }

    public static string Setting(ColdStartResult result)
    {
        var (trace, settings) = (result.Trace, result.Settings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Name}: {trace.Rows.Count:N0} requests of {trace.Services.Count:N0} services in {TimeText.Of(TimeSpan.FromSeconds(Math.Max(1, Math.Round(result.Length.TotalSeconds))))}; "
            + $"a load takes {DurationText.Format(settings.StartUpMedian)} (P50) and {DurationText.Format(settings.StartUpP99)} (P99), seed {settings.Seed}");
    }

    public static string KeepAlive(ColdStartRow row) => row.KeepAlive is { } kept ? DurationText.Format(kept) : "–";

    private static void AddSlots(StringBuilder text, ColdStartResult result)
    {
        if (result.Slots.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("makes room       slots  cold starts   cold %     loads");
        foreach (var row in result.Slots)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Policy,-17}{row.Slots,5}{row.Tally.Cold,13:N0}{row.Tally.ColdPercent,9:0.00}{row.Tally.Loads,10:N0}");
        }
    }

    private static string Line(ColdStartRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"{row.Policy,-17}{KeepAlive(row),10}{row.Tally.ColdStarts,13:N0}{row.Tally.ColdPercent,9:0.00}{row.Tally.Wait(0.99),8:0.0} s{row.Tally.PodSeconds / 3600,12:N1}{row.Tally.Loads,10:N0}");
}
