using System.Diagnostics.Metrics;
using Headroom.ControlPlane.Api.Metrics;
using Headroom.Operators.Power.Telemetry;

namespace Headroom.ControlPlane.Api.Power;

/// <summary>What the agents' endpoint shows on /metrics.</summary>
internal sealed class AgentInstruments
{
    private readonly Counter<long> _reports;

    public AgentInstruments(IMeterFactory meters, IPowerTelemetry telemetry)
    {
        var meter = meters.Create(HeadroomMeter.Name);
        _reports = meter.CreateCounter<long>("headroom_agent_reports_total", description: "Reports of node agents, by the status they were answered with.");
        meter.CreateObservableGauge("headroom_agent_nodes", () => telemetry.Nodes, description: "Nodes whose agents have reported here.");
    }

    public void Count(int status) => _reports.Add(1, new KeyValuePair<string, object?>("code", status));
}
