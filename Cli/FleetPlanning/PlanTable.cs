using System.Globalization;
using System.Text;
using Headroom.Placement.Fleet;
using Headroom.Simulation.Fleet;

namespace Headroom.Cli.FleetPlanning;

/// <summary>The plan as text.</summary>
internal static class PlanTable
{
    public static string Of(PlanResult result)
    {
        var text = new StringBuilder();
        text.AppendLine(Setting(result)).AppendLine();
        text.AppendLine("fleet                                            $/h     mix saves");
        AddLine(text, PlanResult.Counts(result.Plan, result.Mix), result.Mix.DollarsPerHour, "");
        foreach (var single in result.Plan.Singles)
        {
            AddLine(text, Single(single), single.DollarsPerHour, single.DollarsPerHour is { } dollars ? Percent(1 - result.Mix.DollarsPerHour / dollars) : "");
        }

        if (result.FollowedDollarsPerHour is { } followed)
        {
            AddLine(text, "following the trace, mean", followed, "");
        }

        AddWhatIfs(text, result);
        text.AppendLine();
        foreach (var note in PlanNotes.Of(result))
        {
            text.AppendLine(note);
        }

        return text.ToString().TrimEnd();
    }

    public static string Setting(PlanResult result)
    {
        var setting = result.Setting;
        var level = setting.TokenSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"{1000 * seconds:0.#} ms per output token") : "the service level of the profiles";
        return string.Create(
            CultureInfo.InvariantCulture, $"{setting.PerSecond:0.###} requests/s ({result.RateName}), sizes {result.SizesName}, {level}, margin {100 * setting.Margin:0.#}%");
    }

    public static string Single(SingleTypePlan single) => single.Count is { } count ? $"{count} {single.Gpu}" : $"{single.Gpu}: cannot alone";

    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0}%");

    private static void AddWhatIfs(StringBuilder text, PlanResult result)
    {
        if (result.WhatIfs.Count == 0)
        {
            return;
        }

        text.AppendLine().AppendLine("what if                                          $/h    difference  mix");
        foreach (var (what, plan, failure) in result.WhatIfs)
        {
            text.AppendLine(plan.Outcome is FleetPlan.Solved mix
                ? string.Create(CultureInfo.InvariantCulture, $"{what,-40}{mix.DollarsPerHour,12:0.00}{100 * (mix.DollarsPerHour / result.Mix.DollarsPerHour - 1),13:+0.0;-0.0;0.0}%  {PlanResult.Counts(plan, mix)}")
                : $"{what,-40}{"–",12}{"",14}  {failure}");
        }
    }

    private static void AddLine(StringBuilder text, string name, double? dollars, string saving) =>
        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{name,-40}{(dollars is { } d ? d.ToString("0.00", CultureInfo.InvariantCulture) : "–"),12}{saving,14}").TrimEnd());
}
