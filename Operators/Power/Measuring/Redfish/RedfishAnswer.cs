using System.Globalization;
using System.Text.Json;

namespace Headroom.Operators.Power.Measuring.Redfish;

/// <summary>What a Redfish resource says of power.</summary>
internal abstract record RedfishAnswer
{
    private const string Expected = "PowerWatts.Reading, PowerControl[0].PowerConsumedWatts or a Reading in W";

    // The newer first: Power is deprecated since Redfish 2020.4.
    private static readonly string[] Linked = ["EnvironmentMetrics", "Power"];

    private RedfishAnswer()
    {
    }

    public sealed record Draw(double Watts) : RedfishAnswer;

    /// <param name="Paths">Where it may stand instead, the better first.</param>
    public sealed record Elsewhere(IReadOnlyList<string> Paths) : RedfishAnswer;

    /// <param name="What">What was found, and what was expected.</param>
    public sealed record Nothing(string What) : RedfishAnswer;

    /// <summary>Reads EnvironmentMetrics, a power unit's Metrics, Power, a Sensor or a Chassis.</summary>
    /// <param name="member">Which of several PowerControl members: on some machines the others are parts of the first.</param>
    public static RedfishAnswer Of(JsonElement resource, int member)
    {
        if (resource.ValueKind != JsonValueKind.Object)
        {
            return new Nothing($"with {resource.ValueKind}; {Expected} was expected");
        }

        if (Member(resource, "PowerWatts") is { ValueKind: JsonValueKind.Object } metric)
        {
            return Reading(Member(metric, "Reading"), "PowerWatts.Reading");
        }

        if (Member(resource, "PowerControl") is { ValueKind: JsonValueKind.Array } controls)
        {
            return member < controls.GetArrayLength()
                ? Reading(Member(controls[member], "PowerConsumedWatts"), $"PowerControl[{member}].PowerConsumedWatts")
                : new Nothing($"with {controls.GetArrayLength()} members of PowerControl; number {member} was expected");
        }

        if (Member(resource, "Reading") is { } reading)
        {
            return Member(resource, "ReadingUnits") is { ValueKind: JsonValueKind.String } units && units.GetString() == "W"
                ? Reading(reading, "Reading")
                : new Nothing($"with a Reading in '{Member(resource, "ReadingUnits")}'; W was expected");
        }

        string[] paths = [.. Linked.Select(name => Link(resource, name)).OfType<string>()];
        return paths.Length > 0 ? new Elsewhere(paths) : new Nothing($"without any of {Expected}, which were expected");
    }

    private static RedfishAnswer Reading(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Number } number && number.TryGetDouble(out var watts) && watts is >= 0 and < 1e9
            ? new Draw(watts)
            : new Nothing(string.Create(CultureInfo.InvariantCulture, $"with {name} {value?.GetRawText() ?? "missing"}; watts of 0 or more and below 1G were expected"));

    // On this service only: the credentials go nowhere else.
    private static string? Link(JsonElement resource, string name) =>
        Member(resource, name) is { ValueKind: JsonValueKind.Object } link && Member(link, "@odata.id") is { ValueKind: JsonValueKind.String } id
            && id.GetString() is ['/', not '/', ..] path ? path : null;

    private static JsonElement? Member(JsonElement resource, string name) =>
        resource.ValueKind == JsonValueKind.Object && resource.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Undefined ? value : null;
}
