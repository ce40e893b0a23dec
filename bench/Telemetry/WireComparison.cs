using System.Text.Json;
using System.Text.Json.Serialization;
using Headroom.Contracts.Power;
using Headroom.Contracts.Wire;

namespace Headroom.Bench.Telemetry;

/// <summary>A report in the format that was chosen beside the same report in source-generated JSON.</summary>
internal static partial class WireComparison
{
    private const int Repeats = 5_000;

    /// <returns>Bytes of each, and microseconds to read each.</returns>
    public static (int Bytes, int JsonBytes, double ReadMicroseconds, double JsonReadMicroseconds) Measure(NodeReport report)
    {
        var writer = new WireWriter();
        NodeReportCodec.Write(writer, report);
        byte[] binary = writer.Written.ToArray();
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(report, ReportJson.Default.NodeReport);
        return (binary.Length, json.Length, Time(() => NodeReportCodec.Read(binary, report)), Time(() => JsonSerializer.Deserialize(json, ReportJson.Default.NodeReport)));
    }

    private static double Time(Action read)
    {
        // The first half compiles; the faster tier runs in the second.
        for (int i = 0; i < Repeats; i++)
        {
            read();
        }

        long begun = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < Repeats; i++)
        {
            read();
        }

        return TimeProvider.System.GetElapsedTime(begun).TotalMicroseconds / Repeats;
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(NodeReport))]
    private sealed partial class ReportJson : JsonSerializerContext;
}
