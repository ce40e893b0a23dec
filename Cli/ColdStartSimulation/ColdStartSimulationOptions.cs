using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>What was typed after <c>headroom simulate coldstart</c>, as text.</summary>
internal sealed record ColdStartSimulationOptions
{
    public string? Trace { get; init; }

    public string KeepAlives { get; init; } = "1m,5m,10m,20m";

    public string Policies { get; init; } = string.Join(',', ColdStartStudy.Names);

    public string StartUp { get; init; } = "20s";

    public string StartUpP99 { get; init; } = "1m";

    public string? WaitCost { get; init; }

    public string? Slots { get; init; }

    public string Seed { get; init; } = "1";

    public string? Html { get; init; }

    public string Output { get; init; } = "table";
}
