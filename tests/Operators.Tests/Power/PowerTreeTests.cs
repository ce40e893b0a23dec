using Headroom.Operators.Power.Settings;

namespace Headroom.Operators.Tests.Power;

public sealed class PowerTreeTests
{
    [Fact]
    public void Build_RowsUnderAHall_PutsParentsFirstAndNodesOnTheirRow()
    {
        var tree = Reports.Tree(2, ("row", Reports.Spec("20k", parent: "hall", row: "a")), ("hall", Reports.Spec("50k")));

        Assert.Equal([("hall", -1), ("row", 0)], tree.Domains.Select(static d => (d.Name, d.Parent)));
        Assert.Equal([("node-0", 1), ("node-1", 1)], tree.Members.Select(static m => (m.Node, m.Domain)));
        Assert.Empty(tree.Errors);
    }

    [Fact]
    public void Build_ACircleOfParents_IsRefusedAndNamed()
    {
        var tree = Reports.Tree(0, ("a", Reports.Spec("1k", parent: "b")), ("b", Reports.Spec("1k", parent: "a")), ("c", Reports.Spec("1k")),
            ("under", Reports.Spec("1k", parent: "b")));

        Assert.Equal("c", Assert.Single(tree.Domains).Name);
        Assert.Contains("spec.parent: 'a'", tree.Errors["b"].Single().ToString(), StringComparison.Ordinal);
        Assert.All(["a", "b"], name => Assert.Contains("a → b → a is a circle", tree.Errors[name].Single().ToString(), StringComparison.Ordinal));
        Assert.Contains("errors of its own", tree.Errors["under"].Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_AParentThatDoesNotExist_IsRefused()
    {
        var tree = Reports.Tree(0, ("row", Reports.Spec("1k", parent: "hall")));

        Assert.Contains("spec.parent: 'hall'", tree.Errors["row"].Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ANodeOnTwoSiblings_RefusesBothAndNamesIt()
    {
        var tree = Reports.Tree(
            1, ("hall", Reports.Spec("9k")), ("left", Reports.Spec("5k", parent: "hall", row: "a")), ("right", Reports.Spec("5k", parent: "hall", row: "a")));

        Assert.Equal("hall", Assert.Single(tree.Domains).Name);
        Assert.Contains("node node-0", tree.Errors["left"].Single().ToString(), StringComparison.Ordinal);
        Assert.Contains("left and right", tree.Errors["right"].Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ANodeOnAFeedAndOnTheOneAboveIt_HangsOnTheLower()
    {
        var tree = Reports.Tree(1, ("hall", Reports.Spec("9k", row: "a")), ("row", Reports.Spec("5k", parent: "hall", row: "a")));

        Assert.Equal("row", tree.Domains[Assert.Single(tree.Members).Domain].Name);
    }

    [Theory]
    [InlineData("", "spec.budget")]
    [InlineData("-3k", "spec.budget")]
    [InlineData("0", "spec.budget")]
    public void Parse_ABudgetThatIsNone_NamesFieldValueAndWhatIsAllowed(string budget, string field)
    {
        var error = Assert.Single(PowerSettingsParser.Parse(Reports.Spec(budget)).Errors);

        Assert.Equal((field, $"'{budget}'"), (error.Field, error.Value));
        Assert.Contains("for example 232k", error.Allowed, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_EverythingWrong_ReportsEachField()
    {
        var spec = Reports.Spec("1k") with { Mode = "1", Policy = "polca", Risk = "2" };
        spec.Measurement.Source = "Prometheus";
        spec.Measurement.LossPercent = "90";
        spec.Lease.Duration = "1m";
        spec.Lease.ToleratedDeadAgents = -1;
        spec.Priorities = [new() { MinPriority = 5, Level = 20 }, new() { MinPriority = 5, Level = 1 }];

        var fields = PowerSettingsParser.Parse(spec).Errors.Select(static e => e.Field);

        Assert.Equal(
            [
                "spec.measurement.prometheus", "spec.mode", "spec.policy", "spec.risk", "spec.measurement.lossPercent", "spec.priorities[0].level",
                "spec.priorities[1].minPriority", "spec.lease.duration", "spec.lease.toleratedDeadAgents",
            ],
            fields);
    }

    [Fact]
    public void Levels_ThePriorityOfAPod_PicksTheHighestStepItReaches()
    {
        var levels = new PriorityLevels([(1000, 2), (0, 1)]);

        Assert.Equal([2, 2, 1, 1, 0], new[] { 5000, 1000, 999, 0, -1 }.Select(levels.Of));
        Assert.Equal([0, 1, 2], levels.All);
    }
}
