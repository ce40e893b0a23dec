using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Operators.Indicators.Prometheus;

/// <summary>Answer of /api/v1/query_range.</summary>
internal sealed record RangeResponse
{
    public string Status { get; init; } = "";

    public string? ErrorType { get; init; }

    public string? Error { get; init; }

    public IReadOnlyList<string>? Warnings { get; init; }

    public RangeData? Data { get; init; }

    internal sealed record RangeData
    {
        public string ResultType { get; init; } = "";

        public IReadOnlyList<RangeSeries> Result { get; init; } = [];
    }

    internal sealed record RangeSeries
    {
        public IReadOnlyDictionary<string, string> Metric { get; init; } = new Dictionary<string, string>();

        /// <summary>Pairs of seconds since 1970 and the value as text ("NaN" and "+Inf" among them).</summary>
        public IReadOnlyList<JsonElement[]> Values { get; init; } = [];
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RangeResponse))]
internal sealed partial class PrometheusJson : JsonSerializerContext;
