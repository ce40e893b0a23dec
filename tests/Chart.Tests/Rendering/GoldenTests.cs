using System.Text.RegularExpressions;

namespace Headroom.Chart.Tests.Rendering;

/// <summary>What each kind of installation consists of, kept beside its values and reviewed as code.</summary>
public sealed partial class GoldenTests
{
    public static TheoryData<string> Cases() => [.. ChartRenderer.Cases];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Render_Case_IsAsCommitted(string name)
    {
        var golden = Path.Combine(Repository.Chart, "ci", "golden", name + ".yaml");

        var rendered = Masked(await ChartRenderer.TextAsync(name));

        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(golden, rendered);
        }

        Assert.True(rendered == await File.ReadAllTextAsync(golden), $"{golden} is not what the chart makes; look at the difference after UPDATE_GOLDEN=1");
    }

    [Fact]
    public async Task Render_WithHelm_MakesTheSameObjects()
    {
        var helm = Tool.Need("helm");
        foreach (var name in ChartRenderer.Cases)
        {
            var (code, output, errors) = await Tool.RunAsync(
                helm, ["template", "headroom", Repository.Chart, "--namespace", "headroom-system", "--kube-version", "1.33.0", "-f", ChartRenderer.ValuesOf(name)]);
            Assert.True(code == 0, errors);

            Assert.Equal(Objects(output), Objects(await ChartRenderer.TextAsync(name)));
        }
    }

    private static string[] Objects(string text) =>
        [.. new RenderedChart(Masked(text)).Objects.Select(static o => RenderedChart.Text([o])).Order(StringComparer.Ordinal)];

    // Made anew each time: the keys of a generated certificate, the password of a bundled database. Dashboards are files.
    private static string Masked(string text) => Secrets(Dashboards().Replace(text, "${key}(the file in monitoring/dashboards)\n"));

    private static string Secrets(string text) => Password().Replace(Made().Replace(text, "${key} (made at installation)"), "${key}(made at installation)");

    [GeneratedRegex(@"^(?<key> +(ca\.crt|tls\.crt|tls\.key|password):) .+$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Made();

    [GeneratedRegex(@"^(?<key>  headroom-[\w-]+\.json: )\|\n( .*\n|\n)+", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dashboards();

    [GeneratedRegex(@"(?<key>;Password=)\S+", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Password();
}
