namespace Headroom.Chart.Tests.Rendering;

/// <summary>The page of values is made from values.yaml.</summary>
public sealed class ReferenceTests
{
    private const string Mark = "<!-- Made from values.yaml by eng/chart -reference; UPDATE_GOLDEN=1 writes it. -->\n";

    [Fact]
    public async Task Page_OfTheValues_IsAsTheChartHasThem()
    {
        var page = Path.Combine(Repository.Root, "docs/values.md");
        var (code, table, errors) = await ChartRenderer.TryAsync("-reference");
        Assert.True(code == 0, errors);

        var text = await File.ReadAllTextAsync(page);
        var expected = text.Split(Mark)[0] + Mark + table;
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            await File.WriteAllTextAsync(page, text = expected);
        }

        Assert.True(text == expected, "docs/values.md is old: run this test with UPDATE_GOLDEN=1");
    }

    [Fact]
    public async Task Values_All_AreInTheSchema()
    {
        var schema = await File.ReadAllTextAsync(Path.Combine(Repository.Chart, "values.schema.json"));
        var (_, table, _) = await ChartRenderer.TryAsync("-reference");

        var names = table.Split('\n').Skip(2).Where(static l => l.Length > 0).SelectMany(static l => l.Split('`')[1].Split('.')).Distinct();

        Assert.All(names, n => Assert.Contains($"\"{n}\":", schema, StringComparison.Ordinal));
    }
}
