using Headroom.Cli.Terminal;

namespace Headroom.Cli.FleetPlanning;

/// <summary>One thing different: a price, how many can be had, the service level or the rate.</summary>
internal sealed record WhatIf(string Text, PlanSetting Setting)
{
    private const string Option = "--what-if";
    private const string Allowed = "price:NAME=DOLLARS, available:NAME=COUNT, slo=TIME or rate=REQUESTS_PER_SECOND, for example price:H100=3.2";

    /// <exception cref="OptionException">It cannot be used.</exception>
    public static WhatIf Parse(string text, PlanSetting setting)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var (kind, rest) = colon > 0 ? (text[..colon], text[(colon + 1)..]) : text.Split('=', 2) is [var name, var value] ? (name, value) : ("", "");
        return new WhatIf(text, kind switch
        {
            "price" => setting with { Candidates = CandidateReader.Price(Option, rest, setting.Candidates) },
            "available" => setting with { Candidates = CandidateReader.Limit(Option, rest, setting.Candidates) },
            "slo" when setting.TokenSeconds is null => throw OptionException.Of(Option, text, "prices, limits and rates only: measured profiles hold for the service level that they were measured under"),
            "slo" => setting with { TokenSeconds = OptionText.Duration(Option, rest).TotalSeconds },
            "rate" => setting with { PerSecond = RateSource.Number(Option, rest) },
            _ => throw OptionException.Of(Option, text, Allowed),
        });
    }
}
