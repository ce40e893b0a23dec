using System.Text;
using System.Text.Json.Nodes;
using Headroom.Monitoring.Dashboards;
using Headroom.Monitoring.Writing;

namespace Headroom.Monitoring.Tests.Dashboards;

/// <summary>Every panel says what it shows and in which unit, and asks what Prometheus understands.</summary>
public sealed class DashboardTests
{
    public static TheoryData<string> Names() => [.. DashboardBook.All.Select(static d => d.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_InGrafanasJson_HaveUnitDescriptionAndPlace(string name)
    {
        var dashboard = JsonNode.Parse(GrafanaDashboard.Write(DashboardBook.All.Single(d => d.Name == name)))!; // JSON
        var panels = dashboard["panels"]!.AsArray().Where(static p => (string?)p!["type"] != "row").ToList(); // every dashboard has some

        Assert.Equal("headroom-" + name, (string?)dashboard["uid"]);
        Assert.NotEmpty(panels);
        foreach (var panel in panels)
        {
            Assert.True(((string?)panel!["description"])?.Length > 10, $"{panel["title"]}: description");
            Assert.False(string.IsNullOrEmpty((string?)panel["fieldConfig"]?["defaults"]?["unit"]), $"{panel["title"]}: unit");
            Assert.InRange((int)panel["gridPos"]!["x"]! + (int)panel["gridPos"]!["w"]!, 1, 24);
            Assert.All(panel["targets"]!.AsArray(), static t => Assert.Equal("${datasource}", (string?)t!["datasource"]!["uid"]));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_OfADashboard_DoNotOverlap(string name)
    {
        var panels = JsonNode.Parse(GrafanaDashboard.Write(DashboardBook.All.Single(d => d.Name == name)))!["panels"]!.AsArray(); // JSON with panels
        var cells = panels.Select(static p => p!["gridPos"]!).SelectMany(static g =>
            from x in Enumerable.Range((int)g["x"]!, (int)g["w"]!)
            from y in Enumerable.Range((int)g["y"]!, (int)g["h"]!)
            select (x, y));

        Assert.DoesNotContain(cells.GroupBy(static c => c), static g => g.Count() > 1);
    }

    [Fact]
    public async Task Queries_OfEveryPanel_ArePromQl()
    {
        var rules = new StringBuilder("groups:\n  - name: panels\n    rules:\n");
        foreach (var (query, i) in DashboardBook.All.SelectMany(static d => d.Panels).SelectMany(static p => p.Queries).Select(static (q, i) => (q, i)))
        {
            // Variables stand where a label's value is, so any text is one.
            rules.Append($"      - {{ record: \"panel:{i}\", expr: '{query.Expression.Replace("'", "''", StringComparison.Ordinal)}' }}\n");
        }

        var (code, output) = await Promtool.RunAsync(new Dictionary<string, string> { ["panels.yaml"] = rules.ToString() }, "check", "rules", "panels.yaml");

        Assert.True(code == 0, output);
    }
}
