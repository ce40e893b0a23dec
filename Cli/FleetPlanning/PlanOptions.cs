namespace Headroom.Cli.FleetPlanning;

/// <summary>What was typed after <c>headroom plan</c>, as text.</summary>
internal sealed record PlanOptions
{
    public string? Rate { get; init; }

    public string? Trace { get; init; }

    public string? Column { get; init; }

    public string Per { get; init; } = "1s";

    public string Step { get; init; } = "1m";

    public string Quantile { get; init; } = "99%";

    public string Sizes { get; init; } = "arena";

    public string? Prometheus { get; init; }

    public string? InputQuery { get; init; }

    public string? OutputQuery { get; init; }

    public string? TokenFile { get; init; }

    public string TokenTime { get; init; } = "120ms";

    public string Gpus { get; init; } = "L4,A10G,A100,H100";

    public IReadOnlyList<string> Profiles { get; init; } = [];

    public IReadOnlyList<string> Prices { get; init; } = [];

    public IReadOnlyList<string> Available { get; init; } = [];

    public IReadOnlyList<string> WhatIf { get; init; } = [];

    public string Margin { get; init; } = "0%";

    public string Rare { get; init; } = "0.01%";

    public string? Html { get; init; }

    public string Output { get; init; } = "table";
}
