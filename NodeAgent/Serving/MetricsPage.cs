using System.Globalization;
using System.Text;
using Headroom.Contracts.Power;
using Headroom.NodeAgent.Hosting;

namespace Headroom.NodeAgent.Serving;

/// <summary>The Prometheus text of a snapshot. What is not known has no sample.</summary>
internal static class MetricsPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static string Write(NodeSnapshot snapshot)
    {
        var page = new StringBuilder();
        WriteCards(page, snapshot.Report.Gpus);
        WritePods(page, snapshot.Report.Pods);
        WriteAgent(page, snapshot);
        return page.ToString();
    }

    private static void WriteCards(StringBuilder page, IReadOnlyList<GpuReport> gpus)
    {
        void Family(string name, string type, string help, Func<GpuReport, double?> value) =>
            WriteFamily(page, name, type, help, gpus.Select(g => (Labels(g), value(g))));
        Family("headroom_gpu_up", "gauge", "1 while the card answers.", g => g.State == GpuState.Ready ? 1 : 0);
        Family("headroom_gpu_power_watts", "gauge", "Draw.", g => g.DrawMilliwatts / 1e3);
        Family("headroom_gpu_energy_joules_total", "counter", "Energy since the agent started.", g => g.EnergyMillijoules / 1e3);
        Family("headroom_gpu_power_limit_watts", "gauge", "Limit set by software, read back.", g => g.PowerLimitMilliwatts / 1e3);
        Family("headroom_gpu_enforced_power_limit_watts", "gauge", "The lowest of all limits, a BMC's included.", g => g.EnforcedLimitMilliwatts / 1e3);
        Family("headroom_gpu_safe_power_limit_watts", "gauge", "Safe limit on the node's disk.", g => g.SafeLimitMilliwatts / 1e3);
        Family("headroom_gpu_safe_limit_confirmed", "gauge", "1 when the safe limit can be relied on.", g => g.SafeLimitState == SafeLimitState.Confirmed ? 1 : 0);
        Family("headroom_gpu_leased", "gauge", "1 while a lease's cap is applied.", g => g.Lease is null ? 0 : 1);
        Family("headroom_gpu_core_clock_hertz", "gauge", "Core clock.", g => g.CoreMegahertz * 1e6);
        Family("headroom_gpu_locked_clock_max_hertz", "gauge", "What the agent locked the core clock to.", g => g.LockedClocks?.MaxMegahertz * 1e6);
        Family("headroom_gpu_memory_clock_hertz", "gauge", "Memory clock.", g => g.MemoryMegahertz * 1e6);
        Family("headroom_gpu_clock_event_reasons", "gauge", "NVML's bits: 4 power cap, 8 hardware slowdown, 64 thermal, 128 brake.", g => g.EventReasons);
        Family("headroom_gpu_temperature_celsius", "gauge", "Temperature of the die.", g => g.TemperatureCelsius);
        Family("headroom_gpu_utilization_ratio", "gauge", "Share of time in which a kernel ran.", g => g.UtilizationPercent / 1e2);
    }

    private static void WritePods(StringBuilder page, IReadOnlyList<PodPower> pods)
    {
        static string Of(PodPower pod) => $"namespace=\"{Escaped(pod.Namespace)}\",pod=\"{Escaped(pod.Name)}\"";
        WriteFamily(page, "headroom_pod_gpu_power_watts", "gauge", "A pod's share of the cards' draw; shares never overlap.", pods.Select(p => (Of(p), (double?)(p.Milliwatts / 1e3))));
        WriteFamily(page, "headroom_pod_gpu_energy_joules_total", "counter", "A pod's share of the cards' energy since the agent started.", pods.Select(p => (Of(p), (double?)(p.Millijoules / 1e3))));
    }

    private static void WriteAgent(StringBuilder page, NodeSnapshot snapshot)
    {
        var report = snapshot.Report;
        void One(string name, string type, string help, double? value, string labels = "") => WriteFamily(page, name, type, help, [(labels, value)]);
        One("headroom_node_host_power_watts", "gauge", "Processors and memory by RAPL.", report.HostMilliwatts / 1e3);
        One("headroom_agent_info", "gauge", "1.", 1, $"version=\"{Escaped(report.AgentVersion)}\",driver=\"{Escaped(report.DriverVersion)}\"");
        One("headroom_agent_driver_ready", "gauge", "1 while the driver is open and has GPUs.", report.Driver == DriverState.Ready ? 1 : 0);
        One("headroom_agent_can_control", "gauge", "1 where limits can be set.", report.CanControl ? 1 : 0);
        One("headroom_agent_lease_term", "gauge", "Leader's term of the newest lease.", report.Lease?.Term);
        One("headroom_agent_lease_sequence", "gauge", "Sequence of the newest lease.", report.Lease?.Sequence);
        One("headroom_agent_refused_leases_total", "counter", "Leases out of order or too late.", snapshot.RefusedLeases);
        One("headroom_agent_refused_setters_total", "counter", "Limits and clocks that the driver did not take.", snapshot.RefusedSetters);
        One("headroom_agent_rounds_total", "counter", "Rounds of the agent.", report.Number);
    }

    private static void WriteFamily(StringBuilder page, string name, string type, string help, IEnumerable<(string Labels, double? Value)> samples)
    {
        bool isBegun = false;
        foreach (var (labels, value) in samples)
        {
            if (value is { } known)
            {
                page.Append(isBegun ? "" : $"# HELP {name} {help}\n# TYPE {name} {type}\n");
                isBegun = true;
                page.Append(name).Append(labels.Length > 0 ? "{" + labels + "}" : "").Append(' ')
                    .Append(known.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }
        }
    }

    private static string Labels(GpuReport gpu) =>
        string.Create(CultureInfo.InvariantCulture, $"gpu=\"{gpu.Index}\",uuid=\"{Escaped(gpu.Uuid)}\",model=\"{Escaped(gpu.Model)}\"");

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
