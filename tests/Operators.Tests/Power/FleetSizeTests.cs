using System.Diagnostics;
using Headroom.Contracts.Power;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Running;
using Headroom.Operators.Power.Settings;
using Headroom.Operators.Power.Tree;

namespace Headroom.Operators.Tests.Power;

/// <summary>What is done under the lock that every report waits for, at the size that is promised.</summary>
public sealed class FleetSizeTests(ITestOutputHelper output)
{
    private const int Halls = 5;
    private const int RowsPerHall = 25;
    private const int NodesPerRow = 40;

    private readonly PowerFleet _fleet = new();
    private readonly TimeSpan _now = TimeSpan.FromHours(1);
    private long _sequence;

    [Fact]
    public void Decide_FiveThousandNodesOfUnlikeRows_IsShort()
    {
        var tree = Time("tree", Build);
        Time("adopt", () => _fleet.Adopt(tree));
        var reports = tree.Members.Select(static m => Reports.Node(m.Node)).ToList();
        Time("answer all", () => reports.ForEach(Answer));

        var first = Time("plan and decide", Decide);
        Time("answer all", () => reports.ForEach(Answer));
        var next = Time("decide again", Decide);
        var picture = Time("picture", () => PowerPicture.Of(_fleet, _now));

        Assert.Equal(Halls * RowsPerHall * NodesPerRow, picture.Nodes.Count);
        // On a quiet core a tenth of this; the bound is for a machine that builds beside it.
        Assert.InRange(first + next, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private TimeSpan Decide()
    {
        var begun = Stopwatch.GetTimestamp();
        _fleet.Decide(new Dictionary<string, FeedReading>(), _now);
        return Stopwatch.GetElapsedTime(begun);
    }

    private void Answer(NodeReport report) => _fleet.Answer(report, new LeaseStamp(7, ++_sequence), _now);

    private static PowerTree Build()
    {
        var specs = new Dictionary<string, (PowerSettings?, IReadOnlyList<Operators.SpecReading.SpecError>)>(StringComparer.Ordinal) { ["site"] = PowerSettingsParser.Parse(Reports.Spec("14M")) };
        var nodes = new List<PowerNode>();
        for (var hall = 0; hall < Halls; hall++)
        {
            specs[$"hall-{hall}"] = PowerSettingsParser.Parse(Reports.Spec($"{2_700_000 + hall * 30_000}", parent: "site"));
            for (var row = 0; row < RowsPerHall; row++)
            {
                var name = $"row-{hall}-{row}";
                specs[name] = PowerSettingsParser.Parse(Reports.Spec($"{100_000 + row * 1_700}", parent: $"hall-{hall}", row: name));
                nodes.AddRange(Enumerable.Range(0, NodesPerRow).Select(n => Reports.Member($"{name}-{n}", name)));
            }
        }

        return PowerTree.Build(specs, nodes);
    }

    private T Time<T>(string what, Func<T> work)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = work();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms");
        return result;
    }

    private void Time(string what, Action work) => Time(what, () =>
    {
        work();
        return true;
    });
}
