using Headroom.Simulation.Power;

namespace Headroom.Cli.PowerSimulation;

/// <summary>What was typed after <c>headroom simulate power</c>, as text: it is checked against the history that was read.</summary>
internal sealed record PowerSimulationOptions
{
    public string? Trace { get; init; }

    public string? Prometheus { get; init; }

    public string? Query { get; init; }

    public string? TokenFile { get; init; }

    public string Range { get; init; } = "7d";

    public string Step { get; init; } = "1m";

    public string? Budget { get; init; }

    public string? Nameplate { get; init; }

    public string? Idle { get; init; }

    public string Gpu { get; init; } = "A100";

    public string Policies { get; init; } = string.Join(',', RowPolicies.Names);

    public string Risk { get; init; } = "0.0000003";

    public string LowPriority { get; init; } = "50%";

    public string CapDelay { get; init; } = "40s";

    public string BrakeDelay { get; init; } = "5s";

    public string Swing { get; init; } = "10s";

    public string Seed { get; init; } = "1";

    public string? Html { get; init; }

    public string Output { get; init; } = "table";
}
