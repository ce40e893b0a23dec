using System.Globalization;
using System.Text.Json.Nodes;
using Headroom.LocalCluster.Objects;

namespace Headroom.LocalCluster.Printing;

/// <summary>The table of a custom resource, from the additionalPrinterColumns of its definition.</summary>
internal static class CustomColumns
{
    /// <exception cref="FormatException">A column's JSONPath is not understood.</exception>
    public static IReadOnlyList<PrinterColumn> From(JsonArray? definitions)
    {
        if (definitions is null or { Count: 0 })
        {
            return [PrinterColumn.NameColumn(), PrinterColumn.AgeColumn()];
        }

        return [PrinterColumn.NameColumn(), .. definitions.Objects().Select(Column)];
    }

    private static PrinterColumn Column(JsonObject definition)
    {
        var path = JsonPath.Parse(definition.Str("jsonPath") ?? "");
        var type = definition.Str("type") ?? "string";
        return new PrinterColumn(
            definition.Str("name") ?? "", type, definition.Str("format") ?? "", definition.Str("description") ?? "",
            (int)(definition.Int("priority") ?? 0), (o, now) => Cell(path.First(o), type, now));
    }

    private static JsonNode? Cell(JsonNode? value, string type, DateTimeOffset now) => type switch
    {
        _ when value is null => null,
        "date" => HumanDuration.Since(value.AsText(), now),
        "integer" => value.AsInteger() is { } whole ? whole : null,
        "number" => double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
        "boolean" => value is JsonValue flag && flag.TryGetValue<bool>(out var claim) ? claim : null,
        _ => value.AsText() ?? value.ToJsonString(),
    };
}
