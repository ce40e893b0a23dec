using System.Globalization;
using System.Text;
using Headroom.Operators.Text;
using Headroom.Simulation.Power.Histories;

namespace Headroom.Cli.PowerSimulation;

/// <summary>The comparison as text, one policy a line, then how the risk grows beyond what fits.</summary>
internal static class PowerSimulationTable
{
    public static string Of(StudyResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(Setting(result));
        text.AppendLine(CultureInfo.InvariantCulture, $"without any control {FitRange.Free(result)} servers fit ({FitRange.FreeAdded(result)} against the history)");
        text.AppendLine();
        text.AppendLine("policy            servers           added   capped  low P50    P99   high P50    P99   peak   with more: brakes a week");
        foreach (var policy in result.Policies)
        {
            text.AppendLine(Line(result, policy));
        }

        text.AppendLine();
        text.AppendLine("Fits: no brake, high priority slowed by less than 1% (P50) and 5% (P99), low by less than 5% and 50%.");
        foreach (var note in SimulationNotes.Of(result))
        {
            text.AppendLine(note);
        }

        return text.ToString().TrimEnd();
    }

    public static string Setting(StudyResult result)
    {
        var (history, settings) = (result.History, result.Settings);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{history.Name}: {history.Servers.Count} servers, {history.Samples} samples of {DurationText.Format(history.Step)} from {history.Start:yyyy-MM-dd HH:mm}; the feed has {settings.Budget.ToWatts():N0} W, "
            + $"a server draws up to {settings.Server.Full.ToWatts():N0} W and {settings.Server.Idle.ToWatts():N0} W idle; caps land after {settings.CommandSeconds:0.#} s, the brake after {settings.BrakeSeconds:0.#} s; "
            + $"{100 * settings.LowShare:0.#}% of the servers are low priority, seed {settings.Seed}");
    }

    private static string Line(StudyResult result, PolicyResult policy)
    {
        if (policy.Fit is not { } fit)
        {
            return FitRange.Smooth(result, policy) is { Fit: not null } smooth
                ? $"{policy.Policy,-16}{$"0-{smooth.Servers}",9}"
                : $"{policy.Policy,-16}     none fits";
        }

        var beyond = policy.Tried.Where(o => o.Servers > fit.Servers)
            .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Servers}: {(o.Brakes == 0 ? "0, too slow" : $"{o.BrakesPerWeek:0.#}")}"));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{policy.Policy,-16}{FitRange.Servers(result, policy),9}{FitRange.Added(result, policy),16}{Percent.Of(fit.CappedShare),9}{Percent.Of(fit.Low.P50),9}{Percent.Of(fit.Low.P99),7}{Percent.Of(fit.High.P50),11}{Percent.Of(fit.High.P99),7}{Percent.Of(fit.PeakShare),7}   {string.Join(", ", beyond)}");
    }
}
