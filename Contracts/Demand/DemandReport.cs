using System.Text.Json;
using System.Text.Json.Serialization;

namespace Headroom.Contracts.Demand;

/// <summary>What an activator answers at <see cref="Path"/>: the demand signal of scaling, without a metrics store in between.</summary>
/// <param name="Instance">New with every start of an activator, since its counts then begin anew.</param>
/// <param name="UptimeSeconds">Since that start: the difference of two is the time between two readings.</param>
/// <param name="Services">By namespace and name.</param>
public sealed record DemandReport(string Instance, double UptimeSeconds, IReadOnlyList<ServiceDemand> Services)
{
    public const string Path = "/demand";
}

/// <summary>Generated reader and writer; unknown fields are ignored, so that one side may be a version ahead.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(DemandReport))]
public sealed partial class DemandJson : JsonSerializerContext;
