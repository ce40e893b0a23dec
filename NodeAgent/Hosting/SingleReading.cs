using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.Contracts.Power;

namespace Headroom.NodeAgent.Hosting;

/// <summary>--once: two looks a moment apart, so that energy and power of pods have something between them; sets nothing.</summary>
internal static class SingleReading
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);

    public static async Task<NodeSnapshot> TakeAsync(NodeWatch watch, Pods.PodDirectory pods, TimeProvider time, CancellationToken ct)
    {
        long begun = time.GetTimestamp();
        watch.Load(TimeSpan.Zero);
        await pods.AskAsync(ct);
        watch.Look(time.GetElapsedTime(begun));
        await Task.Delay(Between, time, ct);
        return watch.Look(time.GetElapsedTime(begun));
    }

    public static string Json(NodeSnapshot snapshot) => JsonSerializer.Serialize(snapshot, SnapshotJson.Default.NodeSnapshot);

    public static string Text(NodeSnapshot snapshot)
    {
        var report = snapshot.Report;
        var lines = new List<string> { $"{report.Node}: driver {report.Driver} {report.DriverVersion}, {report.Gpus.Count} GPUs" };
        lines.AddRange(report.Gpus.Select(Line));
        lines.AddRange(report.Pods.Select(p => $"  pod {p.Namespace}/{p.Name}: {p.Milliwatts / 1e3:0.0} W"));
        lines.AddRange(snapshot.Limitations.Select(l => $"  ! {l}"));
        return string.Join('\n', lines);
    }

    private static string Line(GpuReport gpu) =>
        $"  GPU {gpu.Index} {gpu.Model} {gpu.Uuid}: {gpu.State}, {Or(gpu.DrawMilliwatts / 1e3)} W of {Or(gpu.EnforcedLimitMilliwatts / 1e3)} W"
        + $" ({Or(gpu.MinLimitMilliwatts / 1e3)}–{Or(gpu.MaxLimitMilliwatts / 1e3)}), {Or(gpu.CoreMegahertz)} MHz, {Or(gpu.TemperatureCelsius)} °C,"
        + $" {Or(gpu.UtilizationPercent)}%, safe limit {Or(gpu.SafeLimitMilliwatts / 1e3)} W ({gpu.SafeLimitState})"
        + (gpu.MigSlices.Count > 0 ? $", {gpu.MigSlices.Count} MIG devices" : "");

    private static string Or(double? value) => value is { } known ? known.ToString("0.#") : "?";
}

/// <summary>Unknown values are null and said, so that a reader sees what could not be read.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NodeSnapshot))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
