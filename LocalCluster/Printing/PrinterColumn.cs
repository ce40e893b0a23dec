using System.Text.Json.Nodes;

namespace Headroom.LocalCluster.Printing;

/// <summary>One column of a server-side table.</summary>
/// <param name="Priority">0 is always shown; higher only with -o wide.</param>
/// <param name="Cell">The cell's value at the time of printing; null shows as &lt;none&gt;.</param>
internal sealed record PrinterColumn(
    string Name, string Type, string Format, string Description, int Priority,
    Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public static PrinterColumn Text(string name, Func<JsonObject, string?> cell, int priority = 0) =>
        new(name, "string", "", name, priority, (o, _) => cell(o));

    public static PrinterColumn Number(string name, Func<JsonObject, long?> cell, int priority = 0) =>
        new(name, "integer", "", name, priority, (o, _) => cell(o));

    public static PrinterColumn Age(string name, Func<JsonObject, string?> time) =>
        new(name, "string", "", name, 0, (o, now) => HumanDuration.Since(time(o), now));

    public static PrinterColumn NameColumn() =>
        new("Name", "string", "name", "Name must be unique within a namespace.", 0, (o, _) => Objects.ObjectMetadata.Name(o));

    public static PrinterColumn AgeColumn() =>
        new("Age", "string", "", "Time since creation.", 0,
            (o, now) => HumanDuration.Since(Objects.JsonAccess.Str(Objects.JsonAccess.Obj(o, "metadata"), "creationTimestamp"), now));
}
