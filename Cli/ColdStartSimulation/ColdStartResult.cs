using Headroom.Operators.Traces;
using Headroom.Simulation.ColdStarts;

namespace Headroom.Cli.ColdStartSimulation;

/// <summary>The comparison, and what it was made on.</summary>
internal sealed record ColdStartResult(string Name, RequestTrace Trace, ColdStartSettings Settings, IReadOnlyList<ColdStartRow> Rows, IReadOnlyList<SlotRow> Slots)
{
    public TimeSpan Length => TimeSpan.FromSeconds(Trace.Rows[^1].Time - Trace.Rows[0].Time);
}
