using System.Text.Json;
using Headroom.Contracts.Allowances;
using Headroom.Contracts.Power;

namespace Headroom.Contracts.Tests.Allowances;

public sealed class AllowanceLeaseTests
{
    private static readonly TimeSpan Asked = TimeSpan.FromHours(1);

    private readonly AllowanceLease _lease = new();

    [Fact]
    public void WattsFor_NothingHeardYet_StartsNothing()
    {
        Assert.Equal(0, _lease.WattsFor("row", 0, Asked));
        Assert.False(_lease.Holds(Asked));
    }

    [Fact]
    public void WattsFor_WhileTheRecordHolds_IsWhatIsFreeAndOtherWorkIsNotHeld()
    {
        _lease.Take(Record(3, 1, free: 9_000), Asked);

        Assert.Equal(9_000, _lease.WattsFor("row", 0, Seconds(4.9)));
        Assert.Null(_lease.WattsFor("row", 1, Seconds(4.9)));
        Assert.Null(_lease.WattsFor("other", 0, Seconds(4.9)));
        Assert.Equal(1_250, _lease.CostOf("row", "A100 × 8, level 0"));
    }

    [Fact]
    public void WattsFor_TheRecordHasRunOut_IsTheShareThatWasPromised()
    {
        _lease.Take(Record(3, 1, free: 9_000), Asked);

        Assert.Equal(2_000, _lease.WattsFor("row", 0, Seconds(5)));
        Assert.Null(_lease.WattsFor("row", 1, Seconds(5)));
    }

    [Theory]
    [InlineData(3, 4)]
    [InlineData(3, 5)]
    [InlineData(2, 99)]
    public void Take_ARepeatedOvertakenOrEarlierLeadersRecord_ChangesNothing(long term, long sequence)
    {
        Assert.True(_lease.Take(Record(3, 5, free: 1_000), Asked));

        Assert.False(_lease.Take(Record(term, sequence, free: 9_000), Seconds(1)));

        Assert.Equal(1_000, _lease.WattsFor("row", 0, Seconds(1)));
        Assert.False(_lease.Holds(Seconds(5)));
    }

    [Fact]
    public void Take_TheNextLeadersFirstRecord_CountsWhateverItsSequence()
    {
        _lease.Take(Record(3, 99, free: 9_000), Asked);

        Assert.True(_lease.Take(Record(4, 1, free: 500), Seconds(1)));

        Assert.Equal(500, _lease.WattsFor("row", 0, Seconds(1)));
    }

    [Fact]
    public void WattsFor_AnEventThatTheNetworkHeldBack_CountsFromWhenItCanHaveBeenIssued()
    {
        // Issued 60 s into the stream and delivered 70 s into it: its five seconds are over.
        _lease.Take(Record(3, 1, free: 9_000) with { IssuedAfterMilliseconds = 60_000 }, Asked);

        Assert.Equal(9_000, _lease.WattsFor("row", 0, Seconds(64.9)));
        Assert.Equal(2_000, _lease.WattsFor("row", 0, Seconds(70)));
    }

    [Fact]
    public void WattsFor_ARecordThatClaimsToHoldForAnHour_EndsWithTheAgentsLeases()
    {
        _lease.Take(Record(3, 1, free: 9_000) with { ValidForMilliseconds = 3_600_000 }, Asked);

        Assert.Equal(2_000, _lease.WattsFor("row", 0, Seconds(10)));
    }

    [Fact]
    public void Take_ADomainThatIsNoLongerNamed_HoldsNothingBack()
    {
        _lease.Take(Record(3, 1, free: 0), Asked);

        _lease.Take(Record(3, 2, free: 0) with { Domains = [] }, Seconds(1));

        Assert.Null(_lease.WattsFor("row", 0, Seconds(1)));
        Assert.Null(_lease.WattsFor("row", 0, Seconds(100)));
    }

    [Fact]
    public void Json_OfARecord_IsReadBackTheSame()
    {
        var record = Record(3, 17, free: 9_000);

        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(record, AllowanceJson.Default.PowerAllowances), AllowanceJson.Default.PowerAllowances)!;

        Assert.Equal(record.Domains, read.Domains);
        Assert.Equal(record with { Domains = [] }, read with { Domains = [] });
    }

    private static PowerAllowances Record(long term, long sequence, long free) => new()
    {
        Stamp = new LeaseStamp(term, sequence),
        IssuedAfterMilliseconds = 0,
        ValidForMilliseconds = 5_000,
        Domains =
        [
            new DomainAllowance
            {
                Domain = "row",
                Levels = [new LevelAllowance { Level = 0, FreeWatts = free, FailSafeWatts = 2_000, Costs = [new PrefillCost("A100 × 8, level 0", 1_250)] }],
            },
        ],
    };

    private static TimeSpan Seconds(double after) => Asked + TimeSpan.FromSeconds(after);
}
