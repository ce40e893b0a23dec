using Headroom.Monitoring.Alerts;
using Headroom.Monitoring.Writing;

namespace Headroom.Monitoring.Tests.Alerts;

/// <summary>What somebody who is woken by an alert finds.</summary>
public sealed class AlertTextTests
{
    private static readonly string[] Sections = ["## Meaning", "## Impact", "## First look", "## Fix"];

    public static TheoryData<string> Names() => [.. AlertBook.Rules.Select(static r => r.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Runbook_OfAnAlert_SaysMeaningImpactThreeCommandsAndFix(string name)
    {
        var page = Path.Combine(Repository.Root, "docs/runbooks", name.ToLowerInvariant() + ".md");
        Assert.True(File.Exists(page), $"docs/runbooks/{name.ToLowerInvariant()}.md is missing");

        var text = await File.ReadAllTextAsync(page);

        Assert.StartsWith($"# {name}\n", text, StringComparison.Ordinal);
        Assert.All(Sections, s => Assert.Contains($"\n{s}\n", text, StringComparison.Ordinal));
        var commands = text.Split("```sh\n")[1].Split("```")[0].TrimEnd('\n').Split('\n');
        Assert.Equal(3, commands.Length);
    }

    [Fact]
    public void Runbooks_All_BelongToAnAlert()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs/runbooks"), "*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Empty(pages.Except(AlertBook.Rules.Select(static r => r.Name.ToLowerInvariant())));
    }

    [Fact]
    public void Names_InLowerCase_AreUnique() =>
        Assert.Equal(AlertBook.Rules.Count(), AlertBook.Rules.Select(static r => r.Name.ToLowerInvariant()).Distinct().Count());

    [Fact]
    public void Grafana_Uids_FitItsLimit() => Assert.All(AlertBook.Rules, static r => Assert.InRange(r.Name.Length, 1, 40));

    [Fact]
    public void Grafana_Rules_AskWhatPrometheusAsks()
    {
        static IEnumerable<string> Queries(string rules) =>
            rules.Split('\n').Select(static l => l.Trim()).Where(static l => l.StartsWith("expr: ", StringComparison.Ordinal));

        Assert.Equal(Queries(PrometheusRules.Write()), Queries(GrafanaRules.Write()));
        Assert.DoesNotContain("$value ", GrafanaRules.Write(), StringComparison.Ordinal);
    }

    [Fact]
    public void Template_ForGrafana_TakesTheValueOfTheQuery() =>
        Assert.Equal("{{ $values.A.Value | humanizePercentage }} of {{ $labels.domain }}", GrafanaRules.Template("{{ $value | humanizePercentage }} of {{ $labels.domain }}"));
}
