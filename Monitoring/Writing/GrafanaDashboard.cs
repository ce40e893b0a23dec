using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Headroom.Monitoring.Dashboards;

namespace Headroom.Monitoring.Writing;

/// <summary>Grafana's JSON of a dashboard. The data source is a variable, so that it fits any installation.</summary>
internal static class GrafanaDashboard
{
    private const int Columns = 24;
    private const int PanelHeight = 8;
    private const int StatHeight = 4;
    private const string Source = "${datasource}";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(Dashboard dashboard) => new JsonObject
    {
        ["uid"] = dashboard.Uid,
        ["title"] = dashboard.Title,
        ["description"] = dashboard.Description,
        ["tags"] = new JsonArray("headroom"),
        ["schemaVersion"] = 39,
        ["editable"] = true,
        ["graphTooltip"] = 1,
        ["refresh"] = "30s",
        ["time"] = new JsonObject { ["from"] = "now-6h", ["to"] = "now" },
        ["templating"] = new JsonObject { ["list"] = new JsonArray([DataSource(), .. dashboard.Variables.Select(Choice)]) },
        ["links"] = new JsonArray(new JsonObject { ["type"] = "dashboards", ["title"] = "Headroom", ["tags"] = new JsonArray("headroom"), ["asDropdown"] = true }),
        ["panels"] = new JsonArray([.. Panels(dashboard)]),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject DataSource() => new() { ["name"] = "datasource", ["label"] = "Data source", ["type"] = "datasource", ["query"] = "prometheus" };

    private static JsonObject Choice(Variable variable) => new()
    {
        ["name"] = variable.Name,
        ["label"] = variable.Label,
        ["type"] = "query",
        ["datasource"] = Prometheus(),
        ["query"] = $"label_values({variable.Metric}, {variable.Of})",
        ["refresh"] = 2,
        ["sort"] = 1,
        ["includeAll"] = !IsExact(variable),
        ["multi"] = !IsExact(variable),
    };

    // One autoscaler at a time; namespaces of services, feeds and models by choice.
    private static bool IsExact(Variable variable) => variable.Metric.StartsWith("headroom_autoscaler_", StringComparison.Ordinal);

    private static IEnumerable<JsonNode> Panels(Dashboard dashboard)
    {
        var (id, y) = (0, 0);
        foreach (var row in dashboard.Rows)
        {
            yield return new JsonObject { ["id"] = ++id, ["type"] = "row", ["title"] = row.Title, ["gridPos"] = Place(0, y++, Columns, 1) };
            var (x, height) = (0, 0);
            foreach (var panel in row.Panels)
            {
                if (x + panel.Width > Columns)
                {
                    (x, y) = (0, y + height);
                }

                height = panel.Kind == "stat" ? StatHeight : PanelHeight;
                yield return Draw(panel, ++id, Place(x, y, panel.Width, height));
                x += panel.Width;
            }

            y += height;
        }
    }

    private static JsonObject Place(int x, int y, int width, int height) => new() { ["x"] = x, ["y"] = y, ["w"] = width, ["h"] = height };

    private static JsonObject Draw(Panel panel, int id, JsonObject place) => new()
    {
        ["id"] = id,
        ["type"] = panel.Kind,
        ["title"] = panel.Title,
        ["description"] = panel.Description,
        ["gridPos"] = place,
        ["datasource"] = Prometheus(),
        ["targets"] = new JsonArray([.. panel.Queries.Select(static (q, i) => new JsonObject
        {
            ["refId"] = $"{(char)('A' + i)}",
            ["datasource"] = Prometheus(),
            ["expr"] = q.Expression,
            ["legendFormat"] = q.Legend,
        })]),
        ["fieldConfig"] = new JsonObject
        {
            ["defaults"] = new JsonObject { ["unit"] = panel.Unit, ["color"] = Colour(panel), ["thresholds"] = Thresholds(panel) },
            ["overrides"] = new JsonArray(),
        },
        ["options"] = panel.Kind == "stat"
            ? new JsonObject { ["reduceOptions"] = new JsonObject { ["calcs"] = new JsonArray("lastNotNull") } }
            : new JsonObject { ["legend"] = new JsonObject { ["displayMode"] = "list", ["placement"] = "bottom" }, ["tooltip"] = new JsonObject { ["mode"] = "multi" } },
    };

    private static JsonObject Colour(Panel panel) => new() { ["mode"] = panel is { Kind: "stat", Threshold: not null } ? "thresholds" : "palette-classic" };

    private static JsonObject Thresholds(Panel panel)
    {
        var (below, above) = panel.IsLowBad ? ("red", "green") : ("green", "red");
        var steps = new JsonArray(new JsonObject { ["color"] = panel.Threshold is null ? "green" : below, ["value"] = null });
        if (panel.Threshold is { } value)
        {
            steps.Add(new JsonObject { ["color"] = above, ["value"] = value });
        }

        return new JsonObject { ["mode"] = "absolute", ["steps"] = steps };
    }

    private static JsonObject Prometheus() => new() { ["type"] = "prometheus", ["uid"] = Source };
}
