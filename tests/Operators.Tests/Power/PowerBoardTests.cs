using Headroom.Contracts.Power;
using Headroom.Operators.Power.Fleet;
using Headroom.Operators.Power.Measuring;
using Headroom.Operators.Power.Records;
using Headroom.Operators.Power.Running;

namespace Headroom.Operators.Tests.Power;

public sealed class PowerBoardTests : IPowerJournal
{
    private static readonly Dictionary<string, FeedReading> NoMeters = [];

    private readonly PowerFleet _fleet = new();
    private readonly PowerLease?[] _leases = new PowerLease?[4];
    private readonly List<PowerEvent> _events = [];
    private readonly PowerBoard _board;
    private long _sequence;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public PowerBoardTests() => _board = new PowerBoard(this, TimeProvider.System);

    void IPowerJournal.Append(PowerEvent entry) => _events.Add(entry);

    [Fact]
    public void Show_DrawThatPassesTheBudgetAndFallsAgain_TellsBrakeAndCapsOnce()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", row: "a"))));
        Rounds(3, wattsPerGpu: 150);
        Assert.DoesNotContain(_events, static e => e.Kind is "BrakeOn" or "CapsChanged");

        Rounds(2, wattsPerGpu: 300);

        var brake = Assert.Single(_events, static e => e.Kind == "BrakeOn");
        Assert.Equal(("row", true, "it draws 13600 W of 12000 W"), (brake.Domain, brake.IsApplied, brake.Message));
        Assert.StartsWith("NVIDIA-A100-SXM4-80GB × 8, level 0: free → braked to 288 MHz. Braking: ", Assert.Single(_events, static e => e.Kind == "CapsChanged").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_InRecommend_TellsThatNothingWasSet()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", mode: "Recommend", row: "a"))));
        Rounds(1, wattsPerGpu: 150);

        Rounds(2, wattsPerGpu: 300);

        Assert.False(Assert.Single(_events, static e => e.Kind == "BrakeOn").IsApplied);
    }

    [Fact]
    public void Show_AnAgentThatFallsSilent_TellsItAndItsReturn()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("16k", row: "a"))));
        Rounds(3);

        Rounds(4, silent: 2);
        Rounds(2);

        Assert.Equal(["NodeSilent", "NodeBack"], _events.Where(static e => e.Kind.StartsWith("Node", StringComparison.Ordinal)).Select(static e => e.Kind));
        Assert.StartsWith("node-2 has not reported for ", _events.First(static e => e.Kind == "NodeSilent").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_AfterAnotherLedForAWhile_TakesNothingForAChange()
    {
        _fleet.Adopt(Reports.Tree(4, ("row", Reports.Spec("12k", row: "a"))));
        Rounds(1, wattsPerGpu: 150);
        _board.Clear();
        _events.Clear();

        Rounds(1, wattsPerGpu: 300);

        Assert.Empty(_events);
    }

    private void Rounds(int rounds, double wattsPerGpu = 200, int silent = -1)
    {
        for (var i = 0; i < rounds; i++)
        {
            for (var n = 0; n < _leases.Length; n++)
            {
                if (n != silent)
                {
                    var report = Reports.Node($"node-{n}", wattsPerGpu, _leases[n] is { Caps.Count: > 0 } taken ? taken : null);
                    _leases[n] = _fleet.Answer(report, new LeaseStamp(7, ++_sequence), _now);
                }
            }

            _fleet.Decide(NoMeters, _now);
            _board.Show(PowerPicture.Of(_fleet, _now));
            _now += PowerFleet.Tick;
        }
    }
}
